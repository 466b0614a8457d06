// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MoveRunsTest {

    @Test
    void growth_whenOnlyTheFirstMoveGrows_isNone() {
        assertThat(MoveRuns.growth(List.of(1.0, 5.0, 5.0, 5.0, 5.0, 5.0, 9.0, 5.0, 5.0, 5.0, 5.0, 5.0)))
                .isEqualTo(1);
    }

    @Test
    void growth_whenEachMoveGrows_isTheRatioOfTheEnds() {
        assertThat(MoveRuns.growth(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0)))
                .isEqualTo(2.5);
    }
}
