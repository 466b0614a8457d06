// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gracehub.callback.Decoders.Order;
import io.gracehub.callback.Decoders.OrderBinary;
import io.gracehub.callback.Decoders.OrderText;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form that the specification does not allow is told, with what it allows. */
class IllegalCallbacksTest {

    private static final String NEST = "io.gracehub.callback.IllegalCallbacksTest$";
    private static final String SESSION = "jakarta.websocket.Session, ";
    private static final String OPEN = SESSION + "jakarta.websocket.EndpointConfig, @PathParam parameters.";
    private static final String CLOSE = SESSION + "jakarta.websocket.CloseReason, @PathParam parameters.";
    private static final String ERROR = SESSION + "java.lang.Throwable (required), @PathParam parameters.";
    private static final String MESSAGES = "String, a primitive or its wrapper, java.io.Reader, byte[],"
            + " java.nio.ByteBuffer, java.io.InputStream, jakarta.websocket.PongMessage, a boolean next to String,"
            + " byte[] or java.nio.ByteBuffer (parts of a message), or what the hub's decoders make (none).";
    private static final String MESSAGE = SESSION + "@PathParam parameters, and one message: " + MESSAGES;
    private static final String ONE = ". Accepted: one; a boolean next to it only with String, byte[] or"
            + " java.nio.ByteBuffer, to receive a message in parts.";

    static class OpenWithText {
        @OnOpen
        void opened(String text) {}
    }

    static class OpenWithReason {
        @OnOpen
        void opened(Session session, CloseReason reason) {}
    }

    static class OpenWithTwoSessions {
        @OnOpen
        void opened(Session session, Session other) {}
    }

    static class OpenWithTwoConfigs {
        @OnOpen
        void opened(EndpointConfig config, EndpointConfig other) {}
    }

    static class TwoOpen {
        @OnOpen
        void first() {}

        @OnOpen
        void second(Session session) {}
    }

    static class CloseWithThrowable {
        @OnClose
        void closed(Throwable failure) {}
    }

    static class TwoClose {
        @OnClose
        void first() {}

        @OnClose
        void second() {}
    }

    static class ErrorWithoutThrowable {
        @OnError
        void failed(Session session) {}
    }

    static class ErrorWithException {
        @OnError
        void failed(Exception failure) {}
    }

    static class ErrorWithTwo {
        @OnError
        void failed(Throwable failure, Throwable other) {}
    }

    static class TwoError {
        @OnError
        void first(Throwable failure) {}

        @OnError
        void second(Throwable failure) {}
    }

    static List<Arguments> events() {
        return List.of(
                arguments(
                        OpenWithText.class,
                        "GRACEHUB1201E: " + NEST + "OpenWithText.opened(java.lang.String): parameter 1 of this @OnOpen"
                                + " method is a java.lang.String. Accepted, in any order: " + OPEN),
                arguments(
                        OpenWithReason.class,
                        "GRACEHUB1201E: " + NEST + "OpenWithReason.opened(jakarta.websocket.Session,"
                                + " jakarta.websocket.CloseReason): parameter 2 of this @OnOpen method is a"
                                + " jakarta.websocket.CloseReason. Accepted, in any order: " + OPEN),
                arguments(
                        OpenWithTwoSessions.class,
                        "GRACEHUB1202E: " + NEST + "OpenWithTwoSessions.opened(jakarta.websocket.Session,"
                                + " jakarta.websocket.Session): parameter 2 of this @OnOpen method is another"
                                + " jakarta.websocket.Session. Accepted: at most one of them."),
                arguments(
                        OpenWithTwoConfigs.class,
                        "GRACEHUB1202E: " + NEST + "OpenWithTwoConfigs.opened(jakarta.websocket.EndpointConfig,"
                                + " jakarta.websocket.EndpointConfig): parameter 2 of this @OnOpen method is another"
                                + " jakarta.websocket.EndpointConfig. Accepted: at most one of them."),
                arguments(
                        TwoOpen.class,
                        "GRACEHUB1200E: Hub " + NEST + "TwoOpen has 2 methods annotated @OnOpen: " + NEST
                                + "TwoOpen.first(); " + NEST + "TwoOpen.second(jakarta.websocket.Session). Accepted:"
                                + " one, or none."),
                arguments(
                        CloseWithThrowable.class,
                        "GRACEHUB1201E: " + NEST + "CloseWithThrowable.closed(java.lang.Throwable): parameter 1 of"
                                + " this @OnClose method is a java.lang.Throwable. Accepted, in any order: " + CLOSE),
                arguments(
                        TwoClose.class,
                        "GRACEHUB1200E: Hub " + NEST + "TwoClose has 2 methods annotated @OnClose: " + NEST
                                + "TwoClose.first(); " + NEST + "TwoClose.second(). Accepted: one, or none."),
                arguments(
                        ErrorWithoutThrowable.class,
                        "GRACEHUB1203E: " + NEST + "ErrorWithoutThrowable.failed(jakarta.websocket.Session): this"
                                + " @OnError method has no parameter for the error. Accepted: one"
                                + " java.lang.Throwable."),
                arguments(
                        ErrorWithTwo.class,
                        "GRACEHUB1202E: " + NEST + "ErrorWithTwo.failed(java.lang.Throwable, java.lang.Throwable):"
                                + " parameter 2 of this @OnError method is another java.lang.Throwable. Accepted: at"
                                + " most one of them."),
                arguments(
                        TwoError.class,
                        "GRACEHUB1200E: Hub " + NEST + "TwoError has 2 methods annotated @OnError: " + NEST
                                + "TwoError.first(java.lang.Throwable); " + NEST
                                + "TwoError.second(java.lang.Throwable). Accepted: one, or none."));
    }

    @ParameterizedTest
    @MethodSource("events")
    void bind_whenEventCallbackIsIllegal_tellsWhatIsAccepted(Class<?> hub, String problem) {
        assertThat(Binding.problems(hub, Set.of(), List.of())).containsExactly(problem);
    }

    @Test
    void bind_whenErrorIsNarrowerThanThrowable_tellsBoth() {
        assertThat(Binding.problems(ErrorWithException.class, Set.of(), List.of()))
                .containsExactly(
                        "GRACEHUB1201E: " + NEST + "ErrorWithException.failed(java.lang.Exception): parameter 1 of this"
                                + " @OnError method is a java.lang.Exception. Accepted, in any order: " + ERROR,
                        "GRACEHUB1203E: " + NEST + "ErrorWithException.failed(java.lang.Exception): this @OnError"
                                + " method has no parameter for the error. Accepted: one java.lang.Throwable.");
    }

    static class NoMessage {
        @OnMessage
        void said(Session session) {}
    }

    static class Undecodable {
        @OnMessage
        void ordered(Order order) {}
    }

    static class WithConfig {
        @OnMessage
        void said(String text, EndpointConfig config) {}
    }

    static class WithWholeObject {
        @OnMessage
        void said(Object text) {}
    }

    static class TwoSessions {
        @OnMessage
        void said(Session session, String text, Session other) {}
    }

    static class TwoMessages {
        @OnMessage
        void said(String text, byte[] bytes) {}
    }

    static class ReaderInParts {
        @OnMessage
        void said(Reader reader, boolean last) {}
    }

    static class StreamInParts {
        @OnMessage
        void sent(InputStream stream, boolean last) {}
    }

    static class PongInParts {
        @OnMessage
        void answered(PongMessage pong, boolean last) {}
    }

    static class NumberInParts {
        @OnMessage
        void said(int number, boolean last) {}
    }

    static class TwoFlags {
        @OnMessage
        void said(String text, boolean last, boolean first) {}
    }

    static class OnlyFlags {
        @OnMessage
        void said(boolean last, boolean first) {}
    }

    static class SizeZero {
        @OnMessage(maxMessageSize = 0)
        void said(String text) {}
    }

    static class SizeNegative {
        @OnMessage(maxMessageSize = -2)
        void said(String text) {}
    }

    static class TwoText {
        @OnMessage
        void first(String text) {}

        @OnMessage
        void second(Reader reader) {}
    }

    static class TwoBinary {
        @OnMessage
        void first(byte[] bytes, boolean last) {}

        @OnMessage
        void second(ByteBuffer bytes) {}
    }

    static class TwoPong {
        @OnMessage
        void first(PongMessage pong) {}

        @OnMessage
        void second(PongMessage pong) {}
    }

    static List<Arguments> messages() {
        return List.of(
                arguments(
                        NoMessage.class,
                        "GRACEHUB1204E: " + NEST + "NoMessage.said(jakarta.websocket.Session): this @OnMessage method"
                                + " has no parameter for the message. Accepted: " + MESSAGES),
                arguments(
                        Undecodable.class,
                        "GRACEHUB1201E: " + NEST + "Undecodable.ordered(io.gracehub.callback.Decoders$Order):"
                                + " parameter 1 of this @OnMessage method is a io.gracehub.callback.Decoders$Order."
                                + " Accepted, in any order: " + MESSAGE),
                arguments(
                        WithConfig.class,
                        "GRACEHUB1201E: " + NEST + "WithConfig.said(java.lang.String,"
                                + " jakarta.websocket.EndpointConfig): parameter 2 of this @OnMessage method is a"
                                + " jakarta.websocket.EndpointConfig. Accepted, in any order: " + MESSAGE),
                arguments(
                        WithWholeObject.class,
                        "GRACEHUB1201E: " + NEST + "WithWholeObject.said(java.lang.Object): parameter 1 of this"
                                + " @OnMessage method is a java.lang.Object. Accepted, in any order: " + MESSAGE),
                arguments(
                        TwoSessions.class,
                        "GRACEHUB1202E: " + NEST + "TwoSessions.said(jakarta.websocket.Session, java.lang.String,"
                                + " jakarta.websocket.Session): parameter 3 of this @OnMessage method is another"
                                + " jakarta.websocket.Session. Accepted: at most one of them."),
                arguments(
                        TwoMessages.class,
                        several("TwoMessages.said(java.lang.String, byte[])", "1 (java.lang.String), 2 (byte[])")),
                arguments(
                        ReaderInParts.class,
                        several("ReaderInParts.said(java.io.Reader, boolean)", "1 (java.io.Reader), 2 (boolean)")),
                arguments(
                        StreamInParts.class,
                        several(
                                "StreamInParts.sent(java.io.InputStream, boolean)",
                                "1 (java.io.InputStream), 2 (boolean)")),
                arguments(
                        PongInParts.class,
                        several(
                                "PongInParts.answered(jakarta.websocket.PongMessage, boolean)",
                                "1 (jakarta.websocket.PongMessage), 2 (boolean)")),
                arguments(NumberInParts.class, several("NumberInParts.said(int, boolean)", "1 (int), 2 (boolean)")),
                arguments(
                        TwoFlags.class,
                        several(
                                "TwoFlags.said(java.lang.String, boolean, boolean)",
                                "1 (java.lang.String), 2 (boolean), 3 (boolean)")),
                arguments(OnlyFlags.class, several("OnlyFlags.said(boolean, boolean)", "1 (boolean), 2 (boolean)")),
                arguments(SizeZero.class, size("SizeZero", 0)),
                arguments(SizeNegative.class, size("SizeNegative", -2)),
                arguments(TwoText.class, twice("TwoText", "text", "first(java.lang.String)", "second(java.io.Reader)")),
                arguments(
                        TwoBinary.class,
                        twice("TwoBinary", "binary", "first(byte[], boolean)", "second(java.nio.ByteBuffer)")),
                arguments(
                        TwoPong.class,
                        twice(
                                "TwoPong",
                                "pong",
                                "first(jakarta.websocket.PongMessage)",
                                "second(jakarta.websocket.PongMessage)")));
    }

    private static String several(String method, String parameters) {
        return "GRACEHUB1205E: " + NEST + method + ": several parameters of this @OnMessage method could be the"
                + " message: " + parameters + ONE;
    }

    private static String size(String hub, long size) {
        return "GRACEHUB1207E: " + NEST + hub + ".said(java.lang.String): maxMessageSize is " + size + ". Accepted: -1"
                + " (no maximum of its own), or a number of bytes from 1.";
    }

    private static String twice(String hub, String kind, String first, String second) {
        return "GRACEHUB1206E: Hub " + NEST + hub + " has 2 @OnMessage methods for " + kind + " messages: " + NEST + hub
                + "." + first + "; " + NEST + hub + "." + second + ". Accepted: one for each of text, binary, pong. A"
                + " method whose message type has decoders of both kinds handles text and binary.";
    }

    @ParameterizedTest
    @MethodSource("messages")
    void bind_whenMessageCallbackIsIllegal_tellsWhatIsAccepted(Class<?> hub, String problem) {
        assertThat(Binding.problems(hub, Set.of(), List.of())).containsExactly(problem);
    }

    static class TextAndOrders {
        @OnMessage
        void ordered(Order order) {}

        @OnMessage
        void said(String text) {}
    }

    @Test
    void bind_whenDecodedTypeTakesTheKindOfAnotherMethod_namesBoth() {
        List<Class<? extends Decoder>> decoders = List.of(OrderText.class, OrderBinary.class);

        assertThat(Binding.problems(TextAndOrders.class, Set.of(), decoders))
                .containsExactly(twice(
                        "TextAndOrders",
                        "text",
                        "ordered(io.gracehub.callback.Decoders$Order)",
                        "said(java.lang.String)"));
        assertThat(Binding.problems(TextAndOrders.class, Set.of(), List.of(OrderBinary.class)))
                .isEmpty();
    }

    static class WrongObject {
        @OnMessage
        void said(Thread thread) {}
    }

    @Test
    void bind_whenHubHasDecoders_listsWhatTheyMake() {
        assertThat(Binding.problems(WrongObject.class, Set.of(), List.of(OrderText.class, OrderBinary.class)))
                .singleElement()
                .asString()
                .contains("parameter 1 of this @OnMessage method is a java.lang.Thread")
                .endsWith("or what the hub's decoders make (io.gracehub.callback.Decoders$Order).");
    }

    static class PathOfObject {
        @OnOpen
        void opened(@PathParam("room") Object room) {}
    }

    static class PathOfNoVariable {
        @OnMessage
        void said(String text, @PathParam("level") int level) {}
    }

    @Test
    void bind_whenPathParameterHasAnotherType_tellsWhatIsAccepted() {
        assertThat(Binding.problems(PathOfObject.class, Set.of("room"), List.of()))
                .containsExactly("GRACEHUB1208E: " + NEST + "PathOfObject.opened(java.lang.Object): parameter 1 is a"
                        + " @PathParam of type java.lang.Object. Accepted: String, a primitive or the wrapper of"
                        + " one.");
    }

    @Test
    void bind_whenPrimitivePathParameterHasNoVariable_tellsWhichThereAre() {
        String problem = "GRACEHUB1209E: " + NEST + "PathOfNoVariable.said(java.lang.String, int): parameter 2 is a"
                + " @PathParam(\"level\") of type int, but the hub's path has no such variable and a primitive cannot"
                + " be null. Accepted: a variable of the path (%s), or String or a wrapper.";

        assertThat(Binding.problems(PathOfNoVariable.class, Set.of("room", "floor"), List.of()))
                .containsExactly(String.format(problem, "floor, room"));
        assertThat(Binding.problems(PathOfNoVariable.class, Set.of(), List.of()))
                .containsExactly(String.format(problem, "it has none"));
        assertThat(Binding.problems(PathOfNoVariable.class, Set.of("level"), List.of()))
                .isEmpty();
    }

    static class ManyProblems {
        @OnOpen
        void opened(String text) {}

        @OnClose
        void closed(int code) {}

        @OnError
        void failed() {}

        @OnMessage
        void said() {}
    }

    @Test
    void bind_whenSeveralMethodsAreIllegal_tellsAllAtOnce() {
        assertThat(Binding.problems(ManyProblems.class, Set.of(), List.of()))
                .extracting(problem -> problem.substring(0, "GRACEHUB1201E".length()))
                .containsExactly("GRACEHUB1201E", "GRACEHUB1201E", "GRACEHUB1203E", "GRACEHUB1204E");
    }
}
