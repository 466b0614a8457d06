// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Does something again and again, on a thread of its own, until it is closed. */
final class Repeatedly implements AutoCloseable {

    private final AtomicInteger turns = new AtomicInteger();
    private final Future<?> doing;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "repeatedly");
        made.setDaemon(true);
        return made;
    });

    /** @param deed is told how often it has been done before */
    Repeatedly(Duration every, IntConsumer deed) {
        doing = thread.scheduleAtFixedRate(
                () -> deed.accept(turns.getAndIncrement()), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How often it has been done. */
    int turns() {
        return turns.get();
    }

    /** Ends it; fails if the deed has. */
    @Override
    public void close() {
        if (doing.isDone()) {
            try {
                doing.get();
            } catch (InterruptedException | ExecutionException failed) {
                throw new AssertionError("it has ended by itself", failed);
            }
        }
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
