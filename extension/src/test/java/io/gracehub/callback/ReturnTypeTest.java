// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.codec.HubCodecs;
import io.gracehub.message.Problems;
import jakarta.websocket.Encoder;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReturnTypeTest {

    interface Legal<T> {
        void nothing();

        String text();

        byte[] bytes();

        ByteBuffer buffer();

        int number();

        Boolean wrapper();

        Object object();

        Serializable perhapsText();

        Point encoded();

        SubPoint encodedBySuperclass();

        CompletionStage<String> later();

        CompletableFuture<Void> laterNothing();

        CompletionStage<? extends Point> laterEncoded();

        CompletionStage<?> laterAnything();

        T variable();
    }

    interface Illegal {
        Thread thread();

        int[] numbers();

        List<String> list();

        CompletionStage<Thread> laterThread();

        CompletableFuture<List<String>> laterList();
    }

    static class Point {}

    static class SubPoint extends Point {}

    static final class PointText implements Encoder.Text<Point> {
        @Override
        public String encode(Point point) {
            return "point";
        }
    }

    static Stream<Method> legal() {
        return Stream.of(Legal.class.getDeclaredMethods());
    }

    static Stream<Method> illegal() {
        return Stream.of(Illegal.class.getDeclaredMethods());
    }

    @ParameterizedTest
    @MethodSource("legal")
    void sendable_whenSomeValueCanBeEncoded_isTrue(Method method) {
        assertThat(ReturnType.sendable(method, codecs())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void sendable_whenNoValueCanBeEncoded_isFalse(Method method) {
        assertThat(ReturnType.sendable(method, codecs())).isFalse();
    }

    private static HubCodecs codecs() {
        return HubCodecs.of(List.of(PointText.class), List.of(), new Problems(), "Hub");
    }
}
