// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import java.time.Duration;

/**
 * A point in time that ends a waiting.
 *
 * @param clock the time it is measured in
 * @param nanoTime when it passes
 */
record Deadline(Clock clock, long nanoTime) {

    static Deadline in(Clock clock, Duration duration) {
        return new Deadline(clock, clock.nanoTime() + duration.toNanos());
    }

    Deadline plus(Duration duration) {
        return new Deadline(clock, nanoTime + duration.toNanos());
    }

    Deadline minus(Duration duration) {
        return plus(duration.negated());
    }

    boolean passed() {
        return left().isZero();
    }

    /** The time left, never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - clock.nanoTime()));
    }

    /** The time from this to another, never negative. */
    Duration until(Deadline later) {
        return Duration.ofNanos(Math.max(0, later.nanoTime - nanoTime));
    }

    Deadline orEarlier(Deadline other) {
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    Deadline orLater(Deadline other) {
        return other.nanoTime - nanoTime > 0 ? other : this;
    }
}
