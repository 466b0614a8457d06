// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final List<String> ALL = List.of("a", "b", "c");

    @Test
    void rounds_ofTwoCycles_haveEachFirstAndBehindEachOtherAsOften() {
        List<List<String>> rounds =
                IntStream.range(0, 6).mapToObj(round -> Turns.of(ALL, round)).toList();

        assertThat(rounds).allSatisfy(round -> assertThat(round).containsExactlyInAnyOrderElementsOf(ALL));
        for (String one : ALL) {
            assertThat(rounds).filteredOn(round -> round.get(0).equals(one)).hasSize(2);
            for (String other : ALL) {
                assertThat(rounds)
                        .filteredOn(round -> round.indexOf(other) == round.indexOf(one) + 1)
                        .hasSize(one.equals(other) ? 0 : 2);
            }
        }
    }
}
