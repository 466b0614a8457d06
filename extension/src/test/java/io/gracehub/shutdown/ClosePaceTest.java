// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.shutdown.ClosePace.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosePaceTest {

    @ParameterizedTest
    @CsvSource({
        // connections, window, batch, interval: first batch, gap in ms
        "100, 24750, 0, 0,     1,   250",
        "2,   20000, 0, 0,     1,   20000",
        "1,   20000, 0, 0,     1,   50",
        "1,   20000, 7, 3000,  1,   50",
        "100, 18000, 10, 0,    10,  2000",
        "100, 18000, 10, 1000, 10,  1000",
        "100, 18000, 10, 9000, 10,  2000", // compressed
        "100, 20000, 0, 5000,  20,  5000",
        "100, 19999, 0, 5000,  25,  5000",
        "7,   0,     1, 1000,  7,   50",
        "7,   20000, 9, 1000,  9,   1000",
    })
    void next_ofConnectionsAndWindow_isAsAskedOrEven(
            int connections, long window, int batch, long interval, int first, long gap) {
        Step step = pace(batch, interval).next(connections, Duration.ofMillis(window));

        assertThat(step).isEqualTo(new Step(first, Duration.ofMillis(gap)));
    }

    @ParameterizedTest
    @CsvSource({
        // connections, batch, interval: ms
        "100, 10, 1000, 9000",
        "101, 10, 1000, 10000",
        "100, 0,  1000, 1000",
        "100, 10, 0,    0",
        "1,   10, 1000, 0",
        "0,   10, 1000, 0",
    })
    void needs_ofConnections_isTheTimeFromTheFirstToTheLastBatch(
            int connections, int batch, long interval, long needed) {
        ClosePace pace = pace(batch, interval);

        assertThat(pace.needs(connections)).hasMillis(needed);
        assertThat(pace.fits(connections, Duration.ofMillis(needed))).isTrue();
        if (needed > 0) {
            assertThat(pace.fits(connections, Duration.ofMillis(needed - 1))).isFalse();
        }
    }

    @Test
    void next_whenStepsWouldBeTooShort_joinsThemAtTheSamePace() {
        Step many = ClosePace.EVEN.next(10_001, Duration.ofSeconds(20)); // one every 2 ms
        Step wanted = pace(3, 20).next(1_000, Duration.ofSeconds(20)); // 3 every 20 ms

        assertThat(many).isEqualTo(new Step(25, Duration.ofMillis(50)));
        assertThat(wanted).isEqualTo(new Step(9, Duration.ofMillis(60)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 0", "0, 5000", "10, 1000", "10, 60000", "1, 50"})
    void next_againAndAgain_hasClosedAllWhenTheWindowEnds(int batch, long interval) {
        for (int connections : new int[] {2, 17, 100, 3_333, 100_000}) {
            Duration window = Duration.ofSeconds(24);
            int left = connections;
            Duration now = Duration.ZERO;
            int largest = 0;
            ClosePace pace = pace(batch, interval);
            while (left > 0) {
                assertThat(now).isLessThanOrEqualTo(window.plus(ClosePace.SHORTEST_GAP));
                Step step = pace.next(left, window.minus(now));
                assertThat(step.gap()).isGreaterThanOrEqualTo(ClosePace.SHORTEST_GAP);
                largest = Math.max(largest, Math.min(left, step.batch()));
                left -= step.batch();
                now = now.plus(step.gap());
            }
            assertThat(largest)
                    .as("%s of %s", largest, connections)
                    .isLessThanOrEqualTo(Math.max(Math.max(batch, 1) * 2, (int) (connections / 4.0)));
        }
    }

    private static ClosePace pace(int batch, long interval) {
        return new ClosePace(
                batch == 0 ? OptionalInt.empty() : OptionalInt.of(batch),
                interval == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(interval)));
    }
}
