// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.process;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The most that processes have used of the processors, in any half second, or little more, since it was made. */
public final class Peak implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(500);

    private final Supplier<Usage> usage;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private Duration lastCpu;
    private long lastAt;
    private double cores;

    public Peak(Supplier<Usage> usage) {
        this.usage = usage;
        lastAt = System.nanoTime();
        lastCpu = usage.get().cpu();
        // after a pause, not at a rate: what a busy machine delays would be looked at twice at once
        thread.scheduleWithFixedDelay(this::look, STEP.toMillis(), STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        long now = System.nanoTime();
        Duration cpu = usage.get().cpu();
        cores = Math.max(cores, (double) cpu.minus(lastCpu).toNanos() / (now - lastAt));
        lastCpu = cpu;
        lastAt = now;
    }

    /** Returns it in processors: 1 is one that has nothing else to do. */
    public synchronized double cores() {
        return cores;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
