// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PacerTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void due_whenTimeHasPassed_isTheRate() {
        Pacer.Schedule schedule = new Pacer.Schedule(5 * SECOND, 2_000);
        assertThat(taken(schedule, 6 * SECOND)).isEqualTo(2_000);
        assertThat(taken(schedule, 6 * SECOND)).isZero();
        assertThat(taken(schedule, 6 * SECOND + 1_100_000)).isEqualTo(2);
    }

    @Test
    void due_whenAskedOften_losesNoPartOfATurn() {
        Pacer.Schedule schedule = new Pacer.Schedule(0, 333);
        long all = 0;
        for (long nanos = SECOND / 1_000; nanos <= 3 * SECOND; nanos += SECOND / 1_000) {
            all += taken(schedule, nanos);
        }
        assertThat(all).isEqualTo(999);
    }

    @Test
    void turn_thatIsGivenLate_wasDueInTime() {
        Pacer.Schedule schedule = new Pacer.Schedule(5 * SECOND, 4);
        assertThat(schedule.isDue(7 * SECOND)).isTrue();
        assertThat(schedule.take()).isEqualTo(5 * SECOND + SECOND / 4);
        assertThat(schedule.take()).isEqualTo(5 * SECOND + SECOND / 2);
    }

    private static int taken(Pacer.Schedule schedule, long nanos) {
        int taken = 0;
        for (; schedule.isDue(nanos); taken++) {
            assertThat(schedule.take()).isLessThanOrEqualTo(nanos);
        }
        return taken;
    }

    @Test
    void schedule_whenTheRateIsZero_isRefused() {
        assertThatThrownBy(() -> new Pacer.Schedule(0, 0)).hasMessageContaining("above 0");
    }
}
