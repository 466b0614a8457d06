// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.application;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The application's own threads. The container's executors refuse work when the server stops, which is when the drain
 * needs them. All are daemons, idle ones end, and none inherits the context of whoever caused it.
 */
final class Threads implements AutoCloseable {

    private static final int MOST_WRITERS = 64;

    private final ExecutorService tasks = Executors.newCachedThreadPool(named("gracehub-task"));
    private volatile Executor context = Runnable::run;
    private final ThreadPoolExecutor writes = new ThreadPoolExecutor(
            MOST_WRITERS, MOST_WRITERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("gracehub-write"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("gracehub-timer"));

    Threads() {
        writes.allowCoreThreadTimeOut(true);
    }

    /** Sets the context that the container gives to the application's threads; these then run their tasks in it. */
    void runIn(Executor context) {
        this.context = context;
    }

    /** Runs each task at once, on a thread of its own: the drain, hooks, listeners, rescues. */
    Executor tasks() {
        return task -> tasks.execute(new InContext(context, task));
    }

    /** Runs calls of the container that block until something has been written. */
    Executor writes() {
        return task -> writes.execute(new InContext(context, task));
    }

    /** Runs a task in the container's context, or without it where the container refuses it because it is stopping. */
    private record InContext(Executor context, Runnable task) implements Runnable {

        @Override
        public void run() {
            AtomicBoolean begun = new AtomicBoolean();
            try {
                context.execute(() -> {
                    begun.set(true);
                    task.run();
                });
            } catch (RuntimeException refused) {
                if (begun.get()) {
                    throw refused;
                }
                task.run();
            }
        }
    }

    /** Runs a task later, on a thread of its own; not at all once these threads are ended. */
    void after(Duration delay, Runnable task) {
        try {
            timer.schedule(() -> tasks().execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            // the application has stopped: nothing is due any more
        }
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
