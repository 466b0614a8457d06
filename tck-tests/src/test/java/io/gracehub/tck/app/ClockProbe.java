// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program that waits 100 ms in each of the ways there are, again and again until its input ends, and writes a line each
 * time: how far the wall clock is before the monotonic one since its start, and how long it has waited, in milliseconds.
 */
public final class ClockProbe {

    private static final long MILLIS = 100;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition never = lock.newCondition();
    private final Object monitor = new Object();

    private ClockProbe() {}

    /** Writes until its input ends. */
    public static void main(String[] arguments) throws Exception {
        ClockProbe probe = new ClockProbe();
        long start = System.nanoTime();
        long wall = System.currentTimeMillis();
        for (int turn = 0; System.in.available() == 0; turn++) {
            long began = System.nanoTime();
            probe.pause(turn % 5);
            long ended = System.nanoTime();
            long ahead = System.currentTimeMillis() - wall - TimeUnit.NANOSECONDS.toMillis(ended - start);
            System.out.println(ahead + " " + TimeUnit.NANOSECONDS.toMillis(ended - began));
        }
        probe.scheduler.shutdownNow();
    }

    @SuppressWarnings({"WaitNotInLoop", "AwaitNotInLoop"}) // how long one wait takes is the question
    private void pause(int how) throws Exception {
        switch (how) {
            case 0 -> Thread.sleep(MILLIS);
            case 1 -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS));
            case 2 -> {
                lock.lock();
                try {
                    boolean signalled = never.await(MILLIS, TimeUnit.MILLISECONDS);
                    if (signalled) {
                        throw new IllegalStateException("nobody signals");
                    }
                } finally {
                    lock.unlock();
                }
            }
            case 3 -> {
                synchronized (monitor) {
                    monitor.wait(MILLIS);
                }
            }
            default ->
                scheduler.schedule(() -> {}, MILLIS, TimeUnit.MILLISECONDS).get();
        }
    }
}
