// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gracehub.ConnectionState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateValuesTest {

    private final StateValues state = new StateValues("connection-1", new JsonBinding(), Map.of());

    /** Public, as Jakarta JSON Binding asks. */
    public static final class Player {
        public String name = "";
        public int score;
    }

    @Test
    void get_whenPut_readsTheValueBack() {
        Player player = new Player();
        player.name = "Ada";
        player.score = 7;
        state.put("player", player);
        state.put("nick", "guest");
        state.put("count", 3);
        state.put("tags", List.of("a", "b"));
        player.score = 8;

        assertThat(state.get("player", Player.class)).satisfies(read -> {
            assertThat(read.name).isEqualTo("Ada");
            assertThat(read.score).as("the value when it was put").isEqualTo(7);
        });
        assertThat(state.get("nick", String.class)).isEqualTo("guest");
        assertThat(state.get("count", Integer.class)).isEqualTo(3);
        assertThat((Object) state.get("tags", List.class)).isEqualTo(List.of("a", "b"));
        assertThat(state.keys()).containsExactlyInAnyOrder("player", "nick", "count", "tags");
    }

    @Test
    void get_whenAbsent_isNull() {
        assertThat(state.get("nothing", String.class)).isNull();
    }

    @Test
    void remove_tellsWhetherThereWasAValue() {
        state.put("a", 1);

        assertThat(state.remove("a")).isTrue();
        assertThat(state.remove("a")).isFalse();
        assertThat(state.keys()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without a checker do
    void put_whenNull_saysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.put("key", null))
                .withMessageContainingAll("GRACEHUB1409E", "value", "remove");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.put(null, 1))
                .withMessageContainingAll("GRACEHUB1409E", "key");
        assertThat(state.keys()).isEmpty();
    }

    @Test
    void json_whenBrought_isTheSameAgain_andCountsAgainstTheBound() {
        state.put("nick", "Ada");
        state.put("filler", "x".repeat(ConnectionState.MAX_BYTES / 2));

        StateValues arrived = new StateValues("connection-1", new JsonBinding(), state.json());

        assertThat(arrived.get("nick", String.class)).isEqualTo("Ada");
        assertThat(arrived.json()).isEqualTo(state.json());
        assertThatIllegalStateException()
                .isThrownBy(() -> arrived.put("more", "x".repeat(ConnectionState.MAX_BYTES / 2)));
        arrived.remove("filler");
        arrived.put("more", "x".repeat(ConnectionState.MAX_BYTES / 2));
    }

    @Test
    void put_whenTheBoundWouldBeExceeded_throwsAndKeepsWhatWas() {
        state.put("a", "x".repeat(ConnectionState.MAX_BYTES - 100));

        assertThatIllegalStateException()
                .isThrownBy(() -> state.put("b", "y".repeat(200)))
                .withMessageContainingAll("GRACEHUB1403E", "connection-1", "'b'", "65536");
        assertThat(state.keys()).containsExactly("a");
        state.put("a", "short");
        state.put("b", "y".repeat(200));
        assertThat(state.keys()).containsExactlyInAnyOrder("a", "b");
    }

    /** The bound counts bytes: one of these characters takes three. */
    @Test
    void put_whenText_isCountedInUtf8() {
        int third = ConnectionState.MAX_BYTES / 3;
        assertThatIllegalStateException().isThrownBy(() -> state.put("a", "€".repeat(third)));
        state.put("a", "€".repeat(third - 2));
    }

    @Test
    void put_whenNotJson_saysTheKeyAndTheClass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.put("self", new SelfReferring()))
                .withMessageContainingAll("GRACEHUB1405E", "'self'", SelfReferring.class.getName());
        assertThat(state.keys()).isEmpty();
    }

    @Test
    void get_whenOfAnotherClass_saysTheKeyAndTheClass() {
        state.put("map", Map.of("a", "b"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.get("map", Integer.class))
                .withMessageContainingAll("GRACEHUB1405E", "'map'", "java.lang.Integer");
    }

    @Test
    void put_whenTheKeyIsEmpty_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> state.put("", 1)).withMessageContaining("GRACEHUB1404E");
    }

    /** Cannot be written: its JSON would never end. */
    public static final class SelfReferring {
        public SelfReferring getSelf() {
            return this;
        }
    }
}
