// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client may offer as extensions, a header a line: nothing is taken but what it has offered, and can be done. */
class CompressionOfferFuzzTest {

    private static final RelayBounds BOUNDS = new RelayBounds(
            RelayRun.MAX_FRAME,
            4096,
            Duration.ofSeconds(5),
            Duration.ZERO,
            Duration.ofSeconds(9),
            Duration.ofSeconds(5));
    private static final Set<String> PARAMETERS = Set.of(
            "server_no_context_takeover",
            "client_no_context_takeover",
            "server_max_window_bits",
            "client_max_window_bits");

    @FuzzTest
    void offer_ofAnyKind_isDeclinedOrTakenAsItWasMade(byte[] bytes) {
        List<String> lines = Arrays.asList(new String(bytes, ISO_8859_1).split("\n", -1));
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory()
                .withValidation(false)
                .newHeaders()
                .set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, lines);
        Optional<Compression> taken = Compression.of(headers, BOUNDS);
        if (taken.isEmpty()) {
            assertThat(lines).doesNotContain("permessage-deflate");
            return;
        }
        String answer = taken.get().headerLine();
        assertThat(answer)
                .startsWith("Sec-WebSocket-Extensions: permessage-deflate")
                .endsWith("\r\n");
        List<String> parts = Arrays.asList(answer.strip().split("; ", -1));
        assertThat(String.join(";", lines).toLowerCase(java.util.Locale.ROOT)).contains("permessage-deflate");
        for (String part : parts.subList(1, parts.size())) {
            assertThat(part).matches("[a-z_]+|[a-z_]+_window_bits=([89]|1[0-5])");
            assertThat(PARAMETERS).contains(part.split("=", 2)[0]);
        }
        assertThat(parts.stream().map(part -> part.split("=", 2)[0]).collect(Collectors.toSet()))
                .hasSameSizeAs(parts);

        RelayRun run = new RelayRun(taken.get()::handlers);
        run.serverSays(new byte[] {(byte) 0x82, 3, 1, 2, 3});
        assertThat(run.client.sent()).isNotEmpty();
        assertThat(run.undisturbed()).isTrue();
        run.end();
    }
}
