// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives turns at a fixed rate, whether or not echoes come: first to 0, then to 1, and so on, then to 0 again. A turn that
 * its thread was too busy for is given late, with the time at which it was due: what is late here is late for the client
 * too. Used on that thread only.
 */
final class Pacer {

    private static final long TICK_MICROS = 1_000;

    private final ScheduledExecutorService thread;
    private final int turns;
    private final Turn turn;
    private @Nullable ScheduledFuture<?> ticks;
    private int next;

    /** What is done in a turn. */
    interface Turn {

        /**
         * It is somebody's turn.
         *
         * @param dueNanos since when, as {@link System#nanoTime} tells it
         */
        void accept(int whose, long dueNanos);
    }

    Pacer(ScheduledExecutorService thread, int turns, Turn turn) {
        this.thread = thread;
        this.turns = turns;
        this.turn = turn;
    }

    void start(double perSecond) {
        stop();
        Schedule schedule = new Schedule(System.nanoTime(), perSecond);
        ticks = thread.scheduleAtFixedRate(() -> tick(schedule), TICK_MICROS, TICK_MICROS, TimeUnit.MICROSECONDS);
    }

    void stop() {
        ScheduledFuture<?> current = ticks;
        if (current != null) {
            current.cancel(false);
            ticks = null;
        }
    }

    private void tick(Schedule schedule) {
        for (long now = System.nanoTime(); schedule.isDue(now); next = (next + 1) % turns) {
            turn.accept(next, schedule.take());
        }
    }

    /** When turns are due. */
    static final class Schedule {
        private final long begin;
        private final double perSecond;
        private long given;

        Schedule(long begin, double perSecond) {
            if (!(perSecond > 0)) {
                throw new IllegalArgumentException("a rate of " + perSecond + ": above 0 is accepted");
            }
            this.begin = begin;
            this.perSecond = perSecond;
        }

        boolean isDue(long nanos) {
            return nanos >= nextDue();
        }

        /** Takes the next turn, and returns when it is due. */
        long take() {
            long due = nextDue();
            given++;
            return due;
        }

        private long nextDue() {
            return begin + (long) ((given + 1) / perSecond * 1e9);
        }
    }
}
