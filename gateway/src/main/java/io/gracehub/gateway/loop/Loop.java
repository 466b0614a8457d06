// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.loop;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Runs tasks one after another, in the order in which they came, and timers between them. */
public interface Loop extends Executor {

    /** Runs a task after some time, unless it is cancelled. */
    Timer after(Duration delay, Runnable task);

    /** A task that waits for its time. */
    interface Timer {

        /** A timer that has nothing to do. */
        Timer NONE = () -> {};

        /** The task does not run any more, if it has not begun. */
        void cancel();
    }
}
