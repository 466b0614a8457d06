// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Writes to standard error on a thread of its own: a pipe that nobody reads must not stop whoever logs, which may be a
 * loop. What finds no room meanwhile is left out, and counted. Level and format are those of {@link ConsoleHandler}.
 */
public final class AsyncConsoleHandler extends Handler {

    private static final int ROOM = 4_096;
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Handler console;
    private final BlockingQueue<LogRecord> waiting;
    private final AtomicLong leftOut = new AtomicLong();
    private long unwritten;

    /** Called by the JDK's {@link java.util.logging.LogManager}. */
    public AsyncConsoleHandler() {
        this(new ConsoleHandler(), ROOM);
    }

    AsyncConsoleHandler(Handler console, int room) {
        this.console = console;
        waiting = new ArrayBlockingQueue<>(room);
        Thread thread = new Thread(this::write, "log");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void publish(LogRecord message) {
        if (isLoggable(message)) {
            count(1);
            if (!waiting.offer(message)) {
                count(-1);
                leftOut.incrementAndGet();
            }
        }
    }

    private void write() {
        try {
            while (true) {
                console.publish(waiting.take());
                count(-1);
                long missing = leftOut.getAndSet(0);
                if (missing > 0) {
                    console.publish(new LogRecord(Level.WARNING, Messages.LEFT_OUT.text(missing)));
                }
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void count(int more) {
        unwritten += more;
        notifyAll();
    }

    /** Waits until all is written, a second at most. */
    @Override
    public synchronized void flush() {
        long end = System.nanoTime() + FLUSH_NANOS;
        try {
            for (long left = FLUSH_NANOS; unwritten > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        flush();
    }
}
