// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The most that processes have used of the processors, in any half second, or little more, since it was made. One that ends
 * meanwhile counts with what it had used.
 */
public final class Peak implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(500);

    private final List<Supplier<Usage>> processes;
    private final List<Duration> used;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private long lastAt;
    private double cores;

    /** @param processes each tells what one of them has used so far; nothing when it has ended */
    public Peak(List<Supplier<Usage>> processes) {
        this.processes = List.copyOf(processes);
        used = new ArrayList<>(Collections.nCopies(processes.size(), Duration.ZERO));
        lastAt = System.nanoTime();
        usedSince();
        // after a pause, not at a rate: what a busy machine delays would be looked at twice at once
        thread.scheduleWithFixedDelay(this::look, STEP.toMillis(), STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        long now = System.nanoTime();
        cores = Math.max(cores, (double) usedSince().toNanos() / (now - lastAt));
        lastAt = now;
    }

    private Duration usedSince() {
        Duration since = Duration.ZERO;
        for (int i = 0; i < used.size(); i++) {
            Duration before = used.get(i);
            Duration now = processes.get(i).get().cpu();
            if (now.compareTo(before) > 0) {
                since = since.plus(now).minus(before);
                used.set(i, now);
            }
        }
        return since;
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
