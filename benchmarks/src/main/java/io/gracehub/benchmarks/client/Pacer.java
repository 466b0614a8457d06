// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives turns at a fixed rate, whether or not echoes come: first to 0, then to 1, and so on, then to 0 again. A turn that
 * its thread was too busy for is given late. Used on that thread only.
 */
final class Pacer {

    private static final long TICK_MICROS = 1_000;

    private final ScheduledExecutorService thread;
    private final int turns;
    private final IntConsumer turn;
    private @Nullable ScheduledFuture<?> ticks;
    private int next;

    Pacer(ScheduledExecutorService thread, int turns, IntConsumer turn) {
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
        for (long due = schedule.due(System.nanoTime()); due > 0; due--) {
            turn.accept(next);
            next = (next + 1) % turns;
        }
    }

    /** How many turns are due since it was last asked. */
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

        long due(long nanos) {
            long all = (long) ((nanos - begin) / 1e9 * perSecond);
            long due = all - given;
            given = all;
            return due;
        }
    }
}
