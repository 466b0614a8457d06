// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import static io.gracehub.callback.Binding.GOT;
import static io.gracehub.callback.Binding.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gracehub.callback.Decoders.HexInteger;
import io.gracehub.callback.Decoders.LoudString;
import io.gracehub.callback.Decoders.Order;
import io.gracehub.callback.Decoders.OrderBinary;
import io.gracehub.callback.Decoders.OrderReader;
import io.gracehub.callback.Decoders.OrderStream;
import io.gracehub.callback.Decoders.OrderText;
import io.gracehub.callback.Decoders.StringBinary;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.OnMessage;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The legal forms of {@code @OnMessage} (Jakarta WebSocket, section 4.7 and the Javadoc of the annotation). */
class MessageFormsTest {

    private static void got(Object... arguments) {
        GOT.addAll(Arrays.asList(arguments));
    }

    static class Text {
        @OnMessage
        void said(String text) {
            got(text);
        }
    }

    static class TextInParts {
        @OnMessage
        void said(String text, boolean last) {
            got(text, last);
        }
    }

    static class FlagFirst {
        @OnMessage
        void said(Boolean last, Session session, String text) {
            got(last, session, text);
        }
    }

    static class OfReader {
        @OnMessage
        void said(Reader reader) {
            got(reader);
        }
    }

    static class OfBoolean {
        @OnMessage
        void said(boolean value) {
            got(value);
        }
    }

    static class OfByte {
        @OnMessage
        void said(byte value) {
            got(value);
        }
    }

    static class OfShort {
        @OnMessage
        void said(short value) {
            got(value);
        }
    }

    static class OfInt {
        @OnMessage
        void said(int value) {
            got(value);
        }
    }

    static class OfLong {
        @OnMessage
        void said(long value) {
            got(value);
        }
    }

    static class OfFloat {
        @OnMessage
        void said(float value) {
            got(value);
        }
    }

    static class OfDouble {
        @OnMessage
        void said(double value) {
            got(value);
        }
    }

    static class OfChar {
        @OnMessage
        void said(char value) {
            got(value);
        }
    }

    static class OfBooleanObject {
        @OnMessage
        void said(Boolean value) {
            got(value);
        }
    }

    static class OfByteObject {
        @OnMessage
        void said(Byte value) {
            got(value);
        }
    }

    static class OfShortObject {
        @OnMessage
        void said(Short value) {
            got(value);
        }
    }

    static class OfInteger {
        @OnMessage
        void said(Integer value) {
            got(value);
        }
    }

    static class OfLongObject {
        @OnMessage
        void said(Long value) {
            got(value);
        }
    }

    static class OfFloatObject {
        @OnMessage
        void said(Float value) {
            got(value);
        }
    }

    static class OfDoubleObject {
        @OnMessage
        void said(Double value) {
            got(value);
        }
    }

    static class OfCharacter {
        @OnMessage
        void said(Character value) {
            got(value);
        }
    }

    static class Bytes {
        @OnMessage
        void sent(byte[] bytes) {
            got(bytes);
        }
    }

    static class Varargs {
        @OnMessage
        void sent(byte... bytes) {
            got(bytes);
        }
    }

    static class BytesInParts {
        @OnMessage
        void sent(byte[] bytes, boolean last) {
            got(bytes, last);
        }
    }

    static class Buffer {
        @OnMessage
        void sent(ByteBuffer bytes) {
            got(bytes);
        }
    }

    static class BufferInParts {
        @OnMessage
        void sent(boolean last, ByteBuffer bytes) {
            got(last, bytes);
        }
    }

    static class OfStream {
        @OnMessage
        void sent(InputStream stream) {
            got(stream);
        }
    }

    static class Pong {
        @OnMessage
        void answered(Session session, PongMessage pong) {
            got(session, pong);
        }
    }

    static class Orders {
        @OnMessage
        void ordered(Order order) {
            got(order);
        }
    }

    static class Anything {
        @OnMessage
        void got(Object object) {
            MessageFormsTest.got(object);
        }
    }

    static class AnyOrder {
        @OnMessage
        void said(@PathParam("room") String room, String text, Session session, @PathParam("level") long level) {
            got(room, text, session, level);
        }
    }

    private static final byte[] ARRAY = "bytes".getBytes(StandardCharsets.UTF_8);
    private static final ByteBuffer BUFFER = ByteBuffer.wrap(ARRAY);
    private static final Reader READER = new StringReader("text");
    private static final InputStream STREAM = InputStream.nullInputStream();
    private static final PongMessage PONG = () -> BUFFER;

    static List<Arguments> plain() {
        return List.of(
                arguments(Text.class, RawForm.TEXT, "text", List.of("text")),
                arguments(TextInParts.class, RawForm.TEXT_PARTIAL, "text", List.of("text", false)),
                arguments(FlagFirst.class, RawForm.TEXT_PARTIAL, "text", List.of(false, SESSION, "text")),
                arguments(OfReader.class, RawForm.READER, READER, List.of(READER)),
                arguments(OfBoolean.class, RawForm.TEXT, "TRUE", List.of(true)),
                arguments(OfByte.class, RawForm.TEXT, "-1", List.of((byte) -1)),
                arguments(OfShort.class, RawForm.TEXT, "2", List.of((short) 2)),
                arguments(OfInt.class, RawForm.TEXT, "3", List.of(3)),
                arguments(OfLong.class, RawForm.TEXT, "4", List.of(4L)),
                arguments(OfFloat.class, RawForm.TEXT, "1.5", List.of(1.5f)),
                arguments(OfDouble.class, RawForm.TEXT, "2.5", List.of(2.5)),
                arguments(OfChar.class, RawForm.TEXT, "c", List.of('c')),
                arguments(OfBooleanObject.class, RawForm.TEXT, "no", List.of(false)),
                arguments(OfByteObject.class, RawForm.TEXT, "1", List.of((byte) 1)),
                arguments(OfShortObject.class, RawForm.TEXT, "2", List.of((short) 2)),
                arguments(OfInteger.class, RawForm.TEXT, "3", List.of(3)),
                arguments(OfLongObject.class, RawForm.TEXT, "4", List.of(4L)),
                arguments(OfFloatObject.class, RawForm.TEXT, "1.5", List.of(1.5f)),
                arguments(OfDoubleObject.class, RawForm.TEXT, "2.5", List.of(2.5)),
                arguments(OfCharacter.class, RawForm.TEXT, "c", List.of('c')),
                arguments(Bytes.class, RawForm.BINARY, BUFFER, List.of(ARRAY)),
                arguments(Varargs.class, RawForm.BINARY, BUFFER, List.of(ARRAY)),
                arguments(BytesInParts.class, RawForm.BINARY_PARTIAL, BUFFER, List.of(ARRAY, false)),
                arguments(Buffer.class, RawForm.BINARY, BUFFER, List.of(BUFFER)),
                arguments(BufferInParts.class, RawForm.BINARY_PARTIAL, BUFFER, List.of(false, BUFFER)),
                arguments(OfStream.class, RawForm.STREAM, STREAM, List.of(STREAM)),
                arguments(Pong.class, RawForm.PONG, PONG, List.of(SESSION, PONG)));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void message_whenFormIsPlain_reachesTheMethod(Class<?> hub, RawForm form, Object raw, List<Object> expected)
            throws Throwable {
        Binding binding = Binding.of(hub);

        assertThat(binding.callbacks.messages())
                .extracting(MessageCallback::form)
                .containsExactly(form);
        MessageCallback callback = binding.callbacks.messages().iterator().next();
        assertThat(binding.received(callback, raw, false)).isNull();

        assertThat(GOT).usingRecursiveFieldByFieldElementComparator().isEqualTo(expected);
    }

    static List<Arguments> decoded() {
        ByteBuffer bytes = ByteBuffer.wrap("x".getBytes(StandardCharsets.UTF_8));
        return List.of(
                arguments(Orders.class, OrderText.class, RawForm.TEXT, "x", new Order("text x")),
                arguments(Orders.class, OrderReader.class, RawForm.TEXT, "x", new Order("reader x")),
                arguments(Orders.class, OrderBinary.class, RawForm.BINARY, bytes, new Order("binary x")),
                arguments(Orders.class, OrderStream.class, RawForm.BINARY, bytes, new Order("stream x")),
                arguments(Anything.class, OrderText.class, RawForm.TEXT, "x", new Order("text x")),
                arguments(OfInt.class, HexInteger.class, RawForm.TEXT, "ff", 255),
                arguments(OfInteger.class, HexInteger.class, RawForm.TEXT, "ff", 255),
                arguments(OfLong.class, HexInteger.class, RawForm.TEXT, "10", 10L),
                arguments(Text.class, LoudString.class, RawForm.TEXT, "x", "x!"),
                arguments(TextInParts.class, LoudString.class, RawForm.TEXT_PARTIAL, "x", "x"));
    }

    @ParameterizedTest
    @MethodSource("decoded")
    void message_whenDecoderMakesItsType_isDecoded(
            Class<?> hub, Class<? extends Decoder> decoder, RawForm form, Object raw, Object expected)
            throws Throwable {
        Binding binding = Binding.of(hub, Set.of(), List.of(decoder));

        assertThat(binding.callbacks.messages())
                .extracting(MessageCallback::form)
                .containsExactly(form);
        binding.received(binding.callbacks.messages().iterator().next(), raw, true);

        assertThat(GOT).startsWith(expected);
    }

    @Test
    void message_whenDecodersOfBothKindsExist_isTakenAsTextAndAsBinary() throws Throwable {
        Binding binding = Binding.of(Orders.class, Set.of(), List.of(OrderStream.class, OrderText.class));

        binding.received(binding.callbacks.onText().orElseThrow(), "x", true);
        binding.received(binding.callbacks.onBinary().orElseThrow(), BUFFER, true);

        assertThat(GOT).containsExactly(new Order("text x"), new Order("stream bytes"));
    }

    @Test
    void message_whenDecoderIsOfTheOtherKind_isStillTakenInThePlainWay() throws Throwable {
        Binding binding = Binding.of(Text.class, Set.of(), List.of(StringBinary.class));

        binding.received(binding.callbacks.onText().orElseThrow(), "x", true);
        binding.received(binding.callbacks.onBinary().orElseThrow(), BUFFER, true);

        assertThat(GOT).containsExactly("x", "binary bytes");
    }

    @Test
    void message_whenNoDecoderIsWilling_isADecodeException() {
        Binding binding = Binding.of(Orders.class, Set.of(), List.of(OrderText.class));

        assertThatThrownBy(() -> binding.received(binding.callbacks.onText().orElseThrow(), "", true))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("no decoder is willing to make a io.gracehub.callback.Decoders$Order");
        assertThat(GOT).isEmpty();
    }

    static List<Arguments> unreadable() {
        return List.of(
                arguments(OfInt.class, "three", "int"),
                arguments(OfInt.class, "", "int"),
                arguments(OfByte.class, "256", "byte"),
                arguments(OfDoubleObject.class, "1,5", "java.lang.Double"),
                arguments(OfChar.class, "two", "char"),
                arguments(OfCharacter.class, "", "java.lang.Character"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void message_whenTextIsNoneOfTheType_isADecodeExceptionWithTheText(Class<?> hub, String text, String type) {
        Binding binding = Binding.of(hub);

        assertThatThrownBy(() -> binding.received(binding.callbacks.onText().orElseThrow(), text, true))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.getText()).isEqualTo(text))
                .hasMessage("GRACEHUB1212E: " + hub.getName() + ".said(" + type + "): the text message cannot be read"
                        + " as " + type + ", the type of its parameter.");
        assertThat(GOT).isEmpty();
    }

    @Test
    void message_whenTextIsNoneOfTheType_isNotInWhatALogWouldTell() {
        Binding binding = Binding.of(OfByte.class);
        StringWriter log = new StringWriter();

        assertThatThrownBy(() -> binding.received(binding.callbacks.onText().orElseThrow(), "s3cret\nforged", true))
                .satisfies(failure -> failure.printStackTrace(new PrintWriter(log)));

        assertThat(log.toString()).contains("GRACEHUB1212E").doesNotContain("s3cret", "forged");
    }

    @Test
    void message_whenBufferIsASlice_isCopiedExactly() throws Throwable {
        Binding binding = Binding.of(Bytes.class);
        ByteBuffer part = ByteBuffer.wrap("before-bytes-after".getBytes(StandardCharsets.UTF_8))
                .position(7)
                .limit(12);

        binding.received(binding.callbacks.onBinary().orElseThrow(), part, true);

        assertThat((byte[]) GOT.get(0)).isEqualTo(ARRAY);
        assertThat(part.position()).isEqualTo(7);
    }

    @Test
    void message_whenParametersAreInAnyOrder_bindsEach() throws Throwable {
        Binding binding = Binding.of(AnyOrder.class, Set.of("room", "level"), List.of())
                .path(Map.of("room", "blue", "level", "7"));

        binding.received(binding.callbacks.onText().orElseThrow(), "hello", true);

        assertThat(GOT).containsExactly("blue", "hello", SESSION, 7L);
    }

    static class OnePerKind {
        @OnMessage(maxMessageSize = 10)
        String text(String text) {
            return "you said " + text;
        }

        @OnMessage(maxMessageSize = Long.MAX_VALUE)
        int binary(byte[] bytes) {
            return bytes.length;
        }

        @OnMessage
        CompletionStage<String> pong(PongMessage pong) {
            return CompletableFuture.completedFuture("pong");
        }
    }

    @Test
    void message_whenMethodReturnsSomething_isReturnedAsItIs() throws Throwable {
        Binding binding = Binding.of(OnePerKind.class);
        HubCallbacks callbacks = binding.callbacks;

        assertThat(callbacks.messages()).hasSize(3);
        assertThat(binding.received(callbacks.onText().orElseThrow(), "x", true))
                .isEqualTo("you said x");
        assertThat(binding.received(callbacks.onBinary().orElseThrow(), BUFFER, true))
                .isEqualTo(5);
        assertThat(binding.received(callbacks.onPong().orElseThrow(), PONG, true))
                .isInstanceOfSatisfying(
                        CompletableFuture.class,
                        stage -> assertThat(stage.join()).isEqualTo("pong"));
    }

    @Test
    void maxMessageSize_isThatOfTheAnnotation() {
        HubCallbacks callbacks = Binding.of(OnePerKind.class).callbacks;

        assertThat(callbacks.onText().orElseThrow().maxMessageSize()).isEqualTo(10);
        assertThat(callbacks.onBinary().orElseThrow().maxMessageSize()).isEqualTo(Long.MAX_VALUE);
        assertThat(callbacks.onPong().orElseThrow().maxMessageSize()).isEqualTo(-1);
    }

    static class LimitedParts {
        @OnMessage(maxMessageSize = 10)
        void part(String text, boolean last) {
            got(text, last);
        }

        @OnMessage(maxMessageSize = 10)
        void stream(InputStream stream) {
            got(stream);
        }
    }

    @Test
    void maxMessageSize_whenMessageIsNotBuffered_doesNotApply() {
        HubCallbacks callbacks = Binding.of(LimitedParts.class).callbacks;

        assertThat(callbacks.messages())
                .extracting(MessageCallback::maxMessageSize)
                .containsOnly(-1L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void part_carriesItsFlag(boolean last) throws Throwable {
        Binding binding = Binding.of(TextInParts.class);

        binding.received(binding.callbacks.onText().orElseThrow(), "part", last);

        assertThat(GOT).containsExactly("part", last);
    }

    static class Silent {}

    @Test
    void callbacks_whenHubHasNone_areEmpty() {
        HubCallbacks callbacks = Binding.of(Silent.class).callbacks;

        assertThat(callbacks.messages()).isEmpty();
        assertThat(callbacks.onText()).isEmpty();
        assertThat(callbacks.onBinary()).isEmpty();
        assertThat(callbacks.onPong()).isEmpty();
        assertThat(callbacks.onOpen()).isEmpty();
        assertThat(callbacks.onClose()).isEmpty();
        assertThat(callbacks.onError()).isEmpty();
    }
}
