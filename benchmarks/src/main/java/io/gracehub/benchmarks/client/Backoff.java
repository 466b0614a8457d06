// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a client waits before it opens a connection again: any time up to a bound, which doubles with each attempt that
 * fails ("exponential backoff and full jitter").
 *
 * @param first the bound of the first attempt
 * @param most the bound that all later ones stay within
 */
public record Backoff(Duration first, Duration most) {

    private static final int DOUBLINGS = 20;

    public Backoff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "from " + first + " to " + most + ": above 0 is accepted, and not less at the end");
        }
    }

    /** Returns the wait before an attempt, in milliseconds; the first is 0. */
    long millis(int attempt, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(attempt, DOUBLINGS);
        return random.nextLong(Math.min(doubled, most.toMillis()) + 1);
    }
}
