// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.process;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The most that processes have used of the processors, in any half second since it was made. */
public final class Peak implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(500);

    private final Supplier<Usage> usage;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private Duration lastCpu;
    private long lastAt;
    private double cores;

    public Peak(Supplier<Usage> usage) {
        this.usage = usage;
        lastCpu = usage.get().cpu();
        lastAt = System.nanoTime();
        thread.scheduleAtFixedRate(this::look, STEP.toMillis(), STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        Duration cpu = usage.get().cpu();
        long now = System.nanoTime();
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
