// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RoundTest {

    private final Round round = new Round(2);

    @Test
    void takeTurn_whenAllAreSent_isRefused() {
        assertThat(round.takeTurn()).isTrue();
        assertThat(round.takeTurn()).isTrue();
        assertThat(round.takeTurn()).isFalse();
    }

    @Test
    void echoed_whenTheLastCame_completesWithAll() {
        round.echoed(1_000);
        assertThat(round.result()).isNotDone();
        round.echoed(3_000);
        assertThat(round.result().join().micros().median()).isEqualTo(2);
    }

    @Test
    void failed_whenUnderWay_failsTheRound() {
        round.failed(new IOException("gone"));
        assertThat(round.result()).isCompletedExceptionally();
    }
}
