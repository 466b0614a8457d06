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
        if (running.decrementAndGet() == 0 && waiting != null) {
            tellIfIdle();
        }
    }

    /** Completes when nothing is running. */
    public synchronized CompletableFuture<Void> idle() {
        CompletableFuture<Void> idle = waiting;
        if (idle == null) {
            idle = new CompletableFuture<>();
            waiting = idle;
        }
        tellIfIdle();
        return idle;
    }

    private synchronized void tellIfIdle() {
        CompletableFuture<Void> idle = waiting;
        if (idle != null && running.get() == 0) {
            waiting = null;
            idle.complete(null);
        }
    }
}
