// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gracehub.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StageMachineTest {

    private static final Map<Stage, List<Stage>> WAY_TO = Map.of(
            Stage.RUNNING, List.of(),
            Stage.OFFLINE, List.of(Stage.OFFLINE),
            Stage.HOOKS, List.of(Stage.OFFLINE, Stage.HOOKS),
            Stage.CLIENTS, List.of(Stage.OFFLINE, Stage.HOOKS, Stage.CLIENTS),
            Stage.STOPPED, List.of(Stage.OFFLINE, Stage.HOOKS, Stage.CLIENTS, Stage.STOPPED));

    private static final Set<String> ALLOWED = Set.of(
            "RUNNING OFFLINE",
            "OFFLINE HOOKS",
            "OFFLINE STOPPED",
            "OFFLINE RUNNING",
            "HOOKS CLIENTS",
            "HOOKS STOPPED",
            "HOOKS RUNNING",
            "CLIENTS STOPPED",
            "CLIENTS RUNNING");

    static Stream<Arguments> everyPair() {
        List<Arguments> pairs = new ArrayList<>();
        for (Stage from : Stage.values()) {
            for (Stage to : Stage.values()) {
                pairs.add(Arguments.of(from, to));
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void enter_fromEveryStageToEvery_isAllowedOrThrowsWithAnId(Stage from, Stage to) {
        StageMachine machine = new StageMachine();
        WAY_TO.getOrDefault(from, List.of()).forEach(machine::enter);

        if (ALLOWED.contains(from + " " + to)) {
            assertThat(machine.enter(to)).isEqualTo(from);
            assertThat(machine.stage()).isEqualTo(to);
        } else {
            assertThatIllegalStateException()
                    .isThrownBy(() -> machine.enter(to))
                    .withMessageContainingAll("GRACEHUB1501E", from.name(), to.name());
            assertThat(machine.stage()).isEqualTo(from);
        }
    }
}
