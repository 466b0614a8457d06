// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Bounds of waiting, multiplied by the system property {@value #MULTIPLIER} on slow machines. */
public final class Bound {

    /** A factor, 1 by default, for every bound of the tests. */
    public static final String MULTIPLIER = "gracehub.tck.timeout-multiplier";

    /** For what takes milliseconds on an idle machine. */
    public static final Duration SOON = of(Duration.ofSeconds(10));

    /** For the start of a server. */
    public static final Duration SERVER_START = of(Duration.ofMinutes(2));

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Bound() {}

    /** Returns the duration times the multiplier. */
    public static Duration of(Duration duration) {
        double factor = Double.parseDouble(System.getProperty(MULTIPLIER, "1"));
        if (!(factor > 0)) {
            throw new IllegalArgumentException(MULTIPLIER + " is " + factor + ", but must be a number above 0");
        }
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }

    /** Returns that many seconds times the multiplier. */
    public static Duration seconds(long seconds) {
        return of(Duration.ofSeconds(seconds));
    }

    /**
     * Waits until a condition of the outside world holds.
     *
     * @throws AssertionError with what the second argument tells, if it does not hold within the bound
     */
    public static void await(Duration bound, Supplier<String> otherwise, BooleanSupplier condition) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("after " + bound + ": " + otherwise.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
