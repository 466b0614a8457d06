// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** Time as the shutdown sees it; tests bring their own. */
public interface Clock {

    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** The wall clock, for people. */
    Instant instant();

    /** Waits until signalled or until some time has passed; may return early. The condition's lock is held. */
    void await(Condition condition, long nanos) throws InterruptedException;

    /** The system's own time. */
    static Clock system() {
        return new Clock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            @SuppressWarnings("WaitNotInLoop") // the caller loops
            public void await(Condition condition, long nanos) throws InterruptedException {
                condition.await(nanos, TimeUnit.NANOSECONDS);
            }
        };
    }
}
