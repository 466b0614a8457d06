// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the callbacks of a connection that are running and the replies that are pending. */
public final class Activity {

    private final AtomicInteger running = new AtomicInteger();
    private volatile @Nullable CompletableFuture<Void> waiting;

    public void begin() {
        running.incrementAndGet();
    }

    public void end() {
        if (running.decrementAndGet() == 0) {
            CompletableFuture<Void> idle = waiting;
            if (idle != null) {
                waiting = null;
                idle.complete(null);
            }
        }
    }

    /** Completes when nothing is running; asked by one waiter at a time. */
    synchronized CompletableFuture<Void> idle() {
        CompletableFuture<Void> idle = waiting;
        if (idle == null) {
            idle = new CompletableFuture<>();
            waiting = idle;
        }
        if (running.get() == 0) {
            waiting = null;
            idle.complete(null);
        }
        return idle;
    }
}
