// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts the messages that a connection has handled, and tells when a count has been reached. */
final class Handled {

    private final AtomicLong count = new AtomicLong();
    private volatile long awaited = Long.MAX_VALUE;
    private @Nullable Runnable reached;

    /** One more has been handled. */
    void one() {
        if (count.incrementAndGet() >= awaited) {
            tell();
        }
    }

    /** Tells when so many have been handled, now or later; in place of what was to be told before. */
    void when(long messages, Runnable then) {
        synchronized (this) {
            reached = then;
            awaited = messages; // written before the count is read, as the count is before this: one side sees both
        }
        if (count.get() >= messages) {
            tell();
        }
    }

    private void tell() {
        Runnable due = null;
        synchronized (this) {
            if (count.get() >= awaited) {
                due = reached;
                reached = null;
                awaited = Long.MAX_VALUE;
            }
        }
        if (due != null) {
            due.run();
        }
    }
}
