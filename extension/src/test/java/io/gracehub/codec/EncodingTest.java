// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gracehub.message.Problems;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EncodingTest {

    static class Shape {}

    static final class Circle extends Shape {}

    static class CircleText implements Encoder.Text<Circle> {
        @Override
        public String encode(Circle object) {
            return "circle";
        }
    }

    static class ShapeBinary implements Encoder.Binary<Shape> {
        @Override
        public ByteBuffer encode(Shape object) {
            return bytes("shape");
        }
    }

    static class ShapeWriter implements Encoder.TextStream<Shape> {
        @Override
        public void encode(Shape object, Writer writer) throws IOException {
            writer.write("written ");
            writer.write("shape");
        }
    }

    static class ShapeStream implements Encoder.BinaryStream<Shape> {
        @Override
        public void encode(Shape object, OutputStream stream) throws IOException {
            stream.write("streamed shape".getBytes(StandardCharsets.UTF_8));
        }
    }

    static class LoudString implements Encoder.Text<String> {
        @Override
        public String encode(String object) {
            return object + "!";
        }
    }

    static class HexInteger implements Encoder.Text<Integer> {
        @Override
        public String encode(Integer object) {
            return Integer.toHexString(object);
        }
    }

    static class Nothing implements Encoder.Text<Shape> {
        @Override
        @SuppressWarnings("NullAway") // what a careless encoder does
        public String encode(Shape object) {
            return null;
        }
    }

    static class Failing implements Encoder.Text<Shape> {
        @Override
        public String encode(Shape object) throws EncodeException {
            throw new EncodeException(object, "failing");
        }
    }

    private static Codecs codecs(List<Class<? extends Encoder>> encoders) {
        Problems problems = new Problems();
        HubCodecs codecs = HubCodecs.of(encoders, List.of(), problems, "com.acme.Chat");
        assertThat(problems.found()).isEmpty();
        return codecs.open(new FixedConfig(), new RecordingInstances());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<Arguments> plain() {
        return List.of(
                Arguments.of("text", new Encoded.Text("text")),
                Arguments.of(true, new Encoded.Text("true")),
                Arguments.of('c', new Encoded.Text("c")),
                Arguments.of((byte) 1, new Encoded.Text("1")),
                Arguments.of((short) 2, new Encoded.Text("2")),
                Arguments.of(3, new Encoded.Text("3")),
                Arguments.of(4L, new Encoded.Text("4")),
                Arguments.of(1.5f, new Encoded.Text("1.5")),
                Arguments.of(2.5, new Encoded.Text("2.5")),
                Arguments.of(bytes("buffer"), new Encoded.Binary(bytes("buffer"))),
                Arguments.of("array".getBytes(StandardCharsets.UTF_8), new Encoded.Binary(bytes("array"))));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void encode_whenTypeIsPlain_needsNoEncoder(Object object, Encoded expected) throws Exception {
        assertThat(codecs(List.of()).encode(object)).isEqualTo(expected);
        assertThat(codecs(List.of(CircleText.class)).encode(object)).isEqualTo(expected);
    }

    static List<Arguments> encoders() {
        return List.of(
                Arguments.of(List.of(CircleText.class), new Encoded.Text("circle")),
                Arguments.of(List.of(ShapeBinary.class), new Encoded.Binary(bytes("shape"))),
                Arguments.of(List.of(ShapeWriter.class), new Encoded.Text("written shape")),
                Arguments.of(List.of(ShapeStream.class), new Encoded.Binary(bytes("streamed shape"))),
                Arguments.of(List.of(ShapeBinary.class, CircleText.class), new Encoded.Binary(bytes("shape"))),
                Arguments.of(List.of(CircleText.class, ShapeBinary.class), new Encoded.Text("circle")),
                Arguments.of(List.of(LoudString.class, ShapeWriter.class), new Encoded.Text("written shape")));
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void encode_whenEncodersTakeClass_usesFirstDeclared(List<Class<? extends Encoder>> encoders, Encoded expected)
            throws Exception {
        assertThat(codecs(encoders).encode(new Circle())).isEqualTo(expected);
    }

    @Test
    void encode_whenEncoderTakesPlainType_prefersTheEncoder() throws Exception {
        Codecs codecs = codecs(List.of(LoudString.class, HexInteger.class));

        assertThat(codecs.encode("hello")).isEqualTo(new Encoded.Text("hello!"));
        assertThat(codecs.encode(255)).isEqualTo(new Encoded.Text("ff"));
        assertThat(codecs.encode(255L)).isEqualTo(new Encoded.Text("255"));
    }

    @Test
    void encode_whenNoEncoderTakesClass_namesClassAndEncoders() {
        Shape shape = new Shape();

        assertThatThrownBy(() -> codecs(List.of(CircleText.class)).encode(shape))
                .isInstanceOfSatisfying(
                        EncodeException.class, e -> assertThat(e.getObject()).isSameAs(shape))
                .hasMessage("GRACEHUB1305E: Hub com.acme.Chat cannot send a io.gracehub.codec.EncodingTest$Shape: no"
                        + " encoder takes it. Accepted: String, ByteBuffer, byte[], a primitive or its wrapper, and"
                        + " what the encoders of the hub take (io.gracehub.codec.EncodingTest$Circle).");
        assertThatThrownBy(() -> codecs(List.of()).encode(BigInteger.ONE))
                .isInstanceOf(EncodeException.class)
                .hasMessageContaining("java.math.BigInteger")
                .hasMessageContaining("(none)");
    }

    @Test
    void encode_whenEncoderReturnsNull_isAnEncodeException() {
        assertThatThrownBy(() -> codecs(List.of(Nothing.class)).encode(new Shape()))
                .isInstanceOf(EncodeException.class)
                .hasMessage("GRACEHUB1306E: Hub com.acme.Chat cannot send a io.gracehub.codec.EncodingTest$Shape:"
                        + " encoder io.gracehub.codec.EncodingTest$Nothing returned null. Accepted: the encoded"
                        + " message.");
    }

    @Test
    void encode_whenEncoderThrows_passesItThrough() {
        assertThatThrownBy(() -> codecs(List.of(Failing.class)).encode(new Shape()))
                .isInstanceOf(EncodeException.class)
                .hasMessage("failing");
    }

    @Test
    void encode_afterClose_isAnEncodeException() {
        Codecs codecs = codecs(List.of(CircleText.class));
        codecs.close();

        assertThatThrownBy(() -> codecs.encode(new Circle()))
                .isInstanceOf(EncodeException.class)
                .hasMessage("GRACEHUB1307E: Hub com.acme.Chat cannot send a io.gracehub.codec.EncodingTest$Circle:"
                        + " the connection has ended and encoder io.gracehub.codec.EncodingTest$CircleText is"
                        + " destroyed.");
    }

    /** Waits for company that never comes while its lock is held, and counts those inside. */
    static class Meeting implements Encoder.Text<Shape> {

        private final AtomicInteger inside = new AtomicInteger();
        private final CountDownLatch two = new CountDownLatch(2);

        @Override
        public String encode(Shape object) {
            int met = inside.incrementAndGet();
            two.countDown();
            try {
                return met == 1 && !two.await(200, TimeUnit.MILLISECONDS) ? "alone" : "met";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "interrupted";
            } finally {
                inside.decrementAndGet();
            }
        }
    }

    @Test
    void encode_whenCalledFromTwoThreads_letsOneIntoTheEncoderAtATime() throws Exception {
        Codecs codecs = codecs(List.of(Meeting.class));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Encoded> first = threads.submit(() -> codecs.encode(new Shape()));
            Future<Encoded> second = threads.submit(() -> codecs.encode(new Circle()));

            assertThat(List.of(first.get(10, TimeUnit.SECONDS), second.get(10, TimeUnit.SECONDS)))
                    .contains(new Encoded.Text("alone"));
        } finally {
            threads.shutdownNow();
        }
    }
}
