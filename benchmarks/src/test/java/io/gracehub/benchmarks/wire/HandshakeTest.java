// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class HandshakeTest {

    private static final String REQUEST = Handshake.request(URI.create("ws://127.0.0.1:80/echo"));

    @Test
    void accepted_whenAskedAsInTheRfc_answersAsInTheRfc() { // RFC 6455, section 1.3
        assertThat(Handshake.header(Handshake.accepted(REQUEST), "sec-websocket-accept"))
                .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void isAccepted_whenTheKeyIsAnothers_isFalse() {
        String other = Handshake.accepted(REQUEST.replace("Key: d", "Key: e"));
        assertThat(Handshake.isAccepted(other)).isFalse();
        assertThat(Handshake.isAccepted(Handshake.accepted(REQUEST))).isTrue();
    }

    @Test
    void path_whenTheLineIsWhole_isItsSecondWord() {
        assertThat(Handshake.path(REQUEST)).isEqualTo("/echo");
        assertThat(Handshake.path("nonsense")).isEmpty();
    }
}
