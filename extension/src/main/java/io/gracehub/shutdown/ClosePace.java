// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How fast the mode {@code close-clients} closes connections. What is empty is computed so that the first are closed at
 * once and the last when the window ends.
 *
 * @param batch connections closed at once
 * @param interval the time between two batches
 */
public record ClosePace(OptionalInt batch, Optional<Duration> interval) {

    /** Spread evenly. */
    public static final ClosePace EVEN = new ClosePace(OptionalInt.empty(), Optional.empty());

    /** What would be closed more often than this is closed together: each step looks at every connection. */
    static final Duration SHORTEST_GAP = Duration.ofMillis(50);

    /**
     * What is done next.
     *
     * @param batch connections to close now
     * @param gap the time to the step after it
     */
    record Step(int batch, Duration gap) {}

    /** Returns how long so many connections take: from the first batch to the last, or to the second if that size is computed. */
    Duration needs(int connections) {
        if (connections <= 1) {
            return Duration.ZERO;
        }
        int gaps = batch.isPresent() ? ceilDiv(connections, batch.getAsInt()) - 1 : 1;
        return interval.orElse(Duration.ZERO).multipliedBy(gaps);
    }

    boolean fits(int connections, Duration window) {
        return needs(connections).compareTo(window) <= 0;
    }

    /** The batch keeps its size, as it is what others have to take in at once; the interval gives way. */
    ClosePace withoutInterval() {
        return new ClosePace(batch, Optional.empty());
    }

    /** Plans anew for the connections that are left now, of which there are some, and the time that is left for them. */
    Step next(int connections, Duration window) {
        long left = window.toNanos();
        if (connections == 1 || left <= 0) {
            return new Step(connections, SHORTEST_GAP);
        }
        long wanted = interval.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        if (batch.isEmpty() && interval.isPresent()) {
            return together(ceilDiv(connections, left / wanted + 1), wanted);
        }
        int size = batch.orElse(1);
        int gaps = ceilDiv(connections, size) - 1;
        return together(size, Math.min(wanted, gaps == 0 ? left : left / gaps));
    }

    private static Step together(int size, long gap) {
        long shortest = SHORTEST_GAP.toNanos();
        if (gap >= shortest) {
            return new Step(size, Duration.ofNanos(gap));
        }
        long joined = (shortest + gap - 1) / Math.max(1, gap);
        return new Step(
                (int) Math.min(Integer.MAX_VALUE, size * joined), Duration.ofNanos(Math.max(shortest, gap * joined)));
    }

    private static int ceilDiv(int dividend, long divisor) {
        return (int) ((dividend + divisor - 1) / divisor);
    }
}
