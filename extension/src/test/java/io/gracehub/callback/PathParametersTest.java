// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import static io.gracehub.callback.Binding.GOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DecodeException;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code @PathParam} (Jakarta WebSocket, section 4.3). */
class PathParametersTest {

    private static void got(Object... values) {
        GOT.addAll(Arrays.asList(values));
    }

    static class Primitives {
        @OnOpen
        void opened(
                @PathParam("b") boolean b,
                @PathParam("n") byte n1,
                @PathParam("n") short n2,
                @PathParam("n") int n3,
                @PathParam("n") long n4,
                @PathParam("n") float n5,
                @PathParam("n") double n6,
                @PathParam("c") char c) {
            got(b, n1, n2, n3, n4, n5, n6, c);
        }
    }

    static class Wrappers {
        @OnOpen
        void opened(
                @PathParam("b") Boolean b,
                @PathParam("n") Byte n1,
                @PathParam("n") Short n2,
                @PathParam("n") Integer n3,
                @PathParam("n") Long n4,
                @PathParam("n") Float n5,
                @PathParam("n") Double n6,
                @PathParam("c") Character c) {
            got(b, n1, n2, n3, n4, n5, n6, c);
        }
    }

    static List<Arguments> hubs() {
        return List.of(Arguments.of(Primitives.class), Arguments.of(Wrappers.class));
    }

    private static void open(Binding binding) throws Throwable {
        binding.callbacks.onOpen().orElseThrow().invoke(binding.instance(), binding.scope.event());
    }

    @ParameterizedTest
    @MethodSource("hubs")
    void path_whenValuesAreConvertible_givesTheTypeOfEachParameter(Class<?> hub) throws Throwable {
        open(Binding.of(hub, Set.of("b", "n", "c"), List.of()).path(Map.of("b", "true", "n", "7", "c", "x")));

        assertThat(GOT).containsExactly(true, (byte) 7, (short) 7, 7, 7L, 7f, 7d, 'x');
    }

    @Test
    void path_whenTemplateHasNoSuchVariable_givesNullToWrappers() throws Throwable {
        open(Binding.of(Wrappers.class, Set.of("other"), List.of()).path(Map.of("other", "7")));

        assertThat(GOT).hasSize(8).containsOnlyNulls();
    }

    static class Level {
        @OnOpen
        void opened(@PathParam("level") int level, @PathParam("room") String room) {
            got(level, room);
        }

        @OnError
        void failed(Throwable failure, @PathParam("level") int level, @PathParam("room") String room) {
            got(failure, level, room);
        }
    }

    @ParameterizedTest
    @CsvSource({"seven", "''", "2147483648"})
    void path_whenValueIsNotConvertible_isADecodeExceptionWithTheSegment(String level) {
        HubCallbacks callbacks = Binding.of(Level.class, Set.of("level", "room"), List.of()).callbacks;

        assertThatThrownBy(() -> callbacks.convertPath(Map.of("room", "blue", "level", level)))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.getText()).isEqualTo(level))
                .hasNoCause()
                .hasMessage("GRACEHUB1211E: Hub io.gracehub.callback.PathParametersTest$Level: the value of path"
                        + " variable 'level' cannot be read as int, the type of its @PathParam.");
    }

    @Test
    void error_whenPathIsNotConvertible_getsWhatIs() throws Throwable {
        Binding binding = Binding.of(Level.class, Set.of("level", "room"), List.of());
        Throwable failure = new DecodeException("seven", "not convertible");

        binding.scope.path(binding.callbacks.convertiblePath(Map.of("room", "blue", "level", "seven")));
        binding.callbacks.onError().orElseThrow().invoke(binding.instance(), binding.scope.error(failure));

        assertThat(GOT).containsExactly(failure, 0, "blue");
    }

    @Test
    void error_whenPathIsNotSetYet_getsNullAndZero() throws Throwable {
        Binding binding = Binding.of(Level.class, Set.of("level", "room"), List.of());
        Throwable failure = new IllegalStateException("early");

        binding.callbacks.onError().orElseThrow().invoke(binding.instance(), binding.scope.error(failure));

        assertThat(GOT).containsExactly(failure, 0, null);
    }

    @Test
    void primitives_whenPathIsNotSetYet_areTheirZeros() throws Throwable {
        open(Binding.of(Primitives.class, Set.of("b", "n", "c"), List.of()));

        assertThat(GOT).containsExactly(false, (byte) 0, (short) 0, 0, 0L, 0f, 0d, '\0');
    }
}
