// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gracehub.message.Problems;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodingTest {

    record Shape(String how) {}

    static class Round implements Decoder.Text<Shape> {
        @Override
        public Shape decode(String text) {
            return new Shape("round " + text);
        }

        @Override
        public boolean willDecode(String text) {
            return text.startsWith("o");
        }
    }

    static class Any implements Decoder.TextStream<Shape> {
        @Override
        public Shape decode(Reader reader) throws IOException {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return new Shape("any " + text);
        }
    }

    static class Binary implements Decoder.Binary<Shape> {
        @Override
        public Shape decode(ByteBuffer bytes) {
            return new Shape("binary " + text(bytes));
        }

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return text(bytes).startsWith("b");
        }

        private static String text(ByteBuffer bytes) {
            return StandardCharsets.UTF_8.decode(bytes).toString();
        }
    }

    static class Stream implements Decoder.BinaryStream<Shape> {
        @Override
        public Shape decode(InputStream stream) throws IOException {
            return new Shape("stream " + new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static class Nothing implements Decoder.TextStream<Shape> {
        @Override
        @SuppressWarnings("NullAway") // what a careless decoder does
        public Shape decode(Reader reader) {
            return null;
        }
    }

    static class Failing implements Decoder.BinaryStream<Shape> {
        @Override
        public Shape decode(InputStream stream) throws IOException {
            throw new IOException("failing");
        }
    }

    private static HubCodecs hub(List<Class<? extends Decoder>> decoders) {
        Problems problems = new Problems();
        HubCodecs hub = HubCodecs.of(List.of(), decoders, problems, "com.acme.Chat");
        assertThat(problems.found()).isEmpty();
        return hub;
    }

    private static Object decodeText(List<Class<? extends Decoder>> decoders, String text) throws Exception {
        HubCodecs hub = hub(decoders);
        Codecs codecs = hub.open(new FixedConfig(), new RecordingInstances());
        return codecs.decode(hub.textDecoders(Shape.class).orElseThrow(), text);
    }

    private static Object decodeBinary(List<Class<? extends Decoder>> decoders, ByteBuffer bytes) throws Exception {
        HubCodecs hub = hub(decoders);
        Codecs codecs = hub.open(new FixedConfig(), new RecordingInstances());
        return codecs.decode(hub.binaryDecoders(Shape.class).orElseThrow(), bytes);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void decode_whenSeveralAreWilling_usesFirstDeclared() throws Exception {
        assertThat(decodeText(List.of(Stream.class, Round.class, Any.class), "o"))
                .isEqualTo(new Shape("round o"));
        assertThat(decodeText(List.of(Any.class, Round.class), "o")).isEqualTo(new Shape("any o"));
    }

    @Test
    void decode_whenFirstIsUnwilling_usesNext() throws Exception {
        assertThat(decodeText(List.of(Round.class, Any.class), "x")).isEqualTo(new Shape("any x"));
        assertThat(decodeBinary(List.of(Binary.class, Stream.class), bytes("x")))
                .isEqualTo(new Shape("stream x"));
    }

    @Test
    void decode_whenWillingReadTheBuffer_startsAtItsPositionAgain() throws Exception {
        assertThat(decodeBinary(List.of(Binary.class), bytes("b"))).isEqualTo(new Shape("binary b"));
    }

    @Test
    void decode_whenBufferIsASlice_readsExactlyTheRemainingBytes() throws Exception {
        ByteBuffer part = bytes("before-bytes-after").position(7).limit(12);
        ByteBuffer direct = ByteBuffer.allocateDirect(5).put(bytes("bytes")).flip();

        assertThat(decodeBinary(List.of(Stream.class), part)).isEqualTo(new Shape("stream bytes"));
        assertThat(decodeBinary(List.of(Stream.class), part.slice())).isEqualTo(new Shape("stream bytes"));
        assertThat(decodeBinary(List.of(Stream.class), part.asReadOnlyBuffer())).isEqualTo(new Shape("stream bytes"));
        assertThat(decodeBinary(List.of(Stream.class), direct)).isEqualTo(new Shape("stream bytes"));
        assertThat(decodeBinary(List.of(Binary.class), part)).isEqualTo(new Shape("binary bytes"));
        assertThat(part.position()).isEqualTo(7);
    }

    @Test
    void decode_whenNoneIsWilling_isADecodeExceptionWithTheMessage() {
        assertThatThrownBy(() -> decodeText(List.of(Round.class), "x"))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.getText()).isEqualTo("x"))
                .hasMessage("GRACEHUB1308E: Hub com.acme.Chat: no decoder is willing to make a"
                        + " io.gracehub.codec.DecodingTest$Shape of this text message. Asked:"
                        + " io.gracehub.codec.DecodingTest$Round.");
        assertThatThrownBy(() -> decodeBinary(List.of(Binary.class), bytes("x")))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.getBytes()).isEqualTo(bytes("x")))
                .hasMessageContaining("of this binary message");
    }

    @Test
    void decode_whenDecoderReturnsNull_isADecodeException() {
        assertThatThrownBy(() -> decodeText(List.of(Nothing.class), "x"))
                .isInstanceOf(DecodeException.class)
                .hasMessage("GRACEHUB1309E: Hub com.acme.Chat: decoder io.gracehub.codec.DecodingTest$Nothing returned"
                        + " null for a text message. Accepted: an object, or a DecodeException.");
    }

    @Test
    void decode_whenDecoderThrows_passesItThrough() {
        assertThatThrownBy(() -> decodeBinary(List.of(Failing.class), bytes("x")))
                .isInstanceOf(IOException.class)
                .hasMessage("failing");
    }
}
