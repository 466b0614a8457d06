// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    @Test
    void millis_atEachAttempt_areWithinABoundThatDoubles() {
        assertThat(longest(0)).isBetween(900L, 1_000L);
        assertThat(longest(1)).isBetween(1_800L, 2_000L);
        assertThat(longest(4)).isBetween(14_400L, 16_000L);
        assertThat(longest(5)).isBetween(27_000L, 30_000L);
        assertThat(longest(Integer.MAX_VALUE)).isBetween(27_000L, 30_000L);
    }

    private long longest(int attempt) {
        Random random = new Random(1);
        return LongStream.generate(() -> backoff.millis(attempt, random))
                .limit(500)
                .max()
                .orElseThrow();
    }

    @Test
    void backoff_whenItDoesNotGrow_saysWhatIsAccepted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .withMessageContaining("from PT2S to PT1S");
    }
}
