// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.WebSocketClient;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code @OnMessage} takes and returns. */
@ArquillianTest
class MessagesIT extends OnServer {

    @ParameterizedTest
    @CsvSource({
        "/text, hello, text hello",
        "/reader, hello, read hello",
        "/number, 21, 42",
        "/wrapper, true, false",
    })
    @Clause({"HUB-1", "HUB-3", "HUB-8"})
    void text_inEachForm_isAnswered(String path, String sent, String expected) {
        assertAnswer(path, sent, expected);
    }

    @Test
    @Clause("HUB-8")
    void nothing_whenReturned_isNotSent() {
        try (WebSocketClient client = client("/text")) {
            client.send("");
            client.exchange("after", "text after");

            assertThat(client.timeline().events()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"/bytes, 1 2 3, 3 2 1", "/buffer, 1 2 3, 1 2 3"})
    @Clause({"HUB-4", "HUB-8"})
    void bytes_inEachForm_areAnswered(String path, String sent, String expected) {
        try (WebSocketClient client = client(path)) {
            client.send(bytes(sent));

            assertThat(awaitBytes(client)).isEqualTo(bytes(expected));
        }
    }

    @Test
    @Clause("HUB-4")
    void bytes_asStream_areReadToTheirEnd() {
        try (WebSocketClient client = client("/stream")) {
            client.send(new byte[40_000]);

            client.awaitText("bytes 40000");
        }
    }

    @Test
    @Clause("HUB-5")
    void pong_whenSent_isTaken() {
        try (WebSocketClient client = client("/bytes")) {
            client.pong("ball".getBytes(StandardCharsets.UTF_8));

            client.awaitText("pong ball");
        }
    }

    @Test
    @Clause("HUB-6")
    void parts_ofText_arriveWithTheirEnd() {
        try (WebSocketClient client = client("/parts")) {
            client.sendPart("one ", false);
            client.sendPart("two ", false);
            client.sendPart("three", true);

            client.awaitText("text one two three in parts: true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/parts", "/buffer-parts"})
    @Clause("HUB-6")
    void parts_ofBytes_arriveWithTheirEnd(String path) {
        try (WebSocketClient client = client(path)) {
            client.sendPart(new byte[3], false);
            client.sendPart(new byte[4], true);

            client.awaitText("bytes 7");
        }
    }

    @ParameterizedTest
    @CsvSource({"/codec, 'hello 2,1'", "/codec-stream, 'stream 2,1'"})
    @Clause({"HUB-7", "HUB-8", "HUB-16"})
    void object_asText_isDecodedAndEncoded(String path, String expected) {
        assertAnswer(path, "1,2", expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/codec", "/codec-stream"})
    @Clause({"HUB-7", "HUB-8"})
    void object_asBytes_isDecodedAndEncoded(String path) {
        try (WebSocketClient client = client(path)) {
            client.send(new byte[5]);

            assertThat(awaitBytes(client)).hasSize(6);
        }
    }

    @Test
    @Clause({"HUB-14", "HUB-15"})
    void object_thatCannotBeDecoded_goesToOnErrorAndConnectionLives() {
        try (WebSocketClient client = client("/codec")) {
            client.exchange("no point", "failed DecodeException");
            client.exchange("1,2", "hello 2,1");

            assertThat(client.timeline().toString()).doesNotContain("secret");
        }
    }

    @Test
    @Clause("HUB-11")
    void message_largerThanItsBound_closesWith1009() {
        try (WebSocketClient client = client("/limited")) {
            client.exchange("0123456789", "got 0123456789");

            client.send("0123456789+");

            assertThat(client.awaitClosed(Bound.SOON).code()).isEqualTo(1009);
        }
    }

    @Test
    @Clause("HUB-9")
    void stage_whenReturned_isSentWhenItCompletes() {
        try (WebSocketClient client = client("/later")) {
            client.exchange("hello", "later hello");
            client.exchange("fail", "failed IllegalStateException");
            client.exchange("again", "later again");

            assertThat(client.timeline().toString()).doesNotContain("secret");
        }
    }

    private static byte[] awaitBytes(WebSocketClient client) {
        return client.timeline()
                .first(Received.Binary.class, event -> true, Bound.SOON)
                .orElseThrow(() -> new AssertionError("no binary message: " + client.timeline()))
                .bytes();
    }

    private static byte[] bytes(String numbers) {
        String[] parts = numbers.split(" ", -1);
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = Byte.parseByte(parts[i]);
        }
        return bytes;
    }
}
