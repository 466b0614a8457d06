// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.application;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The application's own threads. The container's executors refuse work when the server stops, which is when the drain
 * needs them. All are daemons, idle ones end, and none inherits the context of whoever caused it.
 */
final class Threads implements AutoCloseable {

    private static final int MOST_WRITERS = 16;

    private final ExecutorService tasks = Executors.newCachedThreadPool(named("gracehub-task"));
    private final ThreadPoolExecutor writes = new ThreadPoolExecutor(
            MOST_WRITERS, MOST_WRITERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("gracehub-write"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("gracehub-timer"));

    Threads() {
        writes.allowCoreThreadTimeOut(true);
    }

    /** Runs each task at once, on a thread of its own: the drain, hooks, listeners, rescues. */
    ExecutorService tasks() {
        return tasks;
    }

    /** Runs calls of the container that block until something has been written. */
    ExecutorService writes() {
        return writes;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, name + "-" + number.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        };
    }

    /** Ends them; what still runs is interrupted. */
    @Override
    public void close() {
        timer.shutdownNow();
        writes.shutdownNow();
        tasks.shutdownNow();
    }
}
