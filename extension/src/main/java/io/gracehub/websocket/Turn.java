// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets the callbacks of one connection run one at a time, and none after the last. A container may tell the end of a
 * connection on another thread while a callback is running, or on the same thread from within it: the last callback
 * then runs when that one has returned, on its thread. Nobody ever waits for the end.
 *
 * <pre>
 *   OPEN ──end, nobody running──────────────────────────> ENDED
 *     └────end, somebody running──> ENDING ──it returns──> ENDED
 * </pre>
 */
final class Turn {

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<@Nullable Runnable> last = new AtomicReference<>();
    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
    private volatile boolean ended; // set by the holder

    /** Runs a callback when it is its turn; drops it if the connection has ended. */
    void run(Runnable callback) {
        lock.lock();
        try {
            if (!ended) {
                callback.run();
            }
        } finally {
            lock.unlock();
        }
        runWhatWaits();
    }

    /** Runs a callback now if nobody is running, else has whoever is running run it next. Never waits. */
    void later(Runnable callback) {
        later.add(callback);
        runWhatWaits();
    }

    /**
     * Runs the last callback, now or when the one that is running returns. Only the first call counts; returns whether
     * it was this one.
     */
    boolean end(Runnable callback) {
        boolean first = last.compareAndSet(null, callback);
        if (first) {
            runWhatWaits();
        }
        return first;
    }

    /** Whoever finds the turn free runs what waits; the holder looks again after giving it back. */
    private void runWhatWaits() {
        while (waiting() && !lock.isHeldByCurrentThread() && lock.tryLock()) {
            try {
                runAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean waiting() {
        return !later.isEmpty() || (last.get() != null && !ended);
    }

    private void runAll() {
        Runnable next;
        while ((next = later.poll()) != null) {
            if (!ended) {
                next.run();
            }
        }
        Runnable callback = last.get();
        if (callback != null && !ended) {
            ended = true;
            callback.run();
        }
    }
}
