// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** Time that passes when a test says so. A waiting thread looks again a thousand times a second. */
final class ManualClock implements Clock {

    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private volatile long now = 1_000;

    @Override
    public Instant instant() {
        return START.plusNanos(now - 1_000);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the caller loops
    public void await(Condition condition, long nanos) throws InterruptedException {
        condition.await(1, TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    synchronized void advance(Duration duration) {
        now += duration.toNanos();
    }
}
