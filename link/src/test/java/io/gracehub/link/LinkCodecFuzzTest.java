// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.link.LinkMessage.Payload.Binary;
import java.util.Optional;

/** Any text is a message that can be written again, nothing, or the one exception that closes the link. */
class LinkCodecFuzzTest {

    private final LinkCodec codec = new LinkCodec();

    @FuzzTest
    void read_ofAnything_isAMessageThatCanBeWrittenOrIsMalformed(byte[] bytes) throws Exception {
        Optional<LinkMessage> read;
        try {
            read = codec.read(new String(bytes, UTF_8));
        } catch (MalformedLinkMessageException malformed) {
            assertThat(malformed).hasMessageNotContaining("null").hasMessageMatching("(?s)(a message|the field|a ').*");
            return;
        }
        if (read.isPresent()) {
            String written = codec.write(read.get());
            LinkMessage again = codec.read(written).orElseThrow();
            assertThat(codec.write(again)).isEqualTo(written);
            if (read.get() instanceof LinkMessage.Relay relay && relay.payload() instanceof Binary binary) {
                assertThat(((Binary) ((LinkMessage.Relay) again).payload()).bytes())
                        .isEqualTo(binary.bytes());
            } else {
                assertThat(again).isEqualTo(read.get());
            }
        }
    }
}
