// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/** A loop whose time the test moves. Tasks run at once, or, while one is running, after it. */
public final class ManualLoop implements Loop {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Waiting> timers = new ArrayList<>();
    private long now;
    private boolean running;

    private record Waiting(long due, Runnable task) {}

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (running) {
            return;
        }
        running = true;
        try {
            Runnable next;
            while ((next = tasks.poll()) != null) {
                next.run();
            }
        } finally {
            running = false;
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Waiting waiting = new Waiting(now + delay.toNanos(), task);
        timers.add(waiting);
        return () -> timers.remove(waiting);
    }

    /** How many timers wait. */
    public int timers() {
        return timers.size();
    }

    /** Moves the time, and runs what is due on the way, in order. */
    public void pass(Duration time) {
        long until = now + time.toNanos();
        while (true) {
            Waiting next = timers.stream()
                    .filter(timer -> timer.due() <= until)
                    .min(Comparator.comparingLong(Waiting::due))
                    .orElse(null);
            if (next == null) {
                now = until;
                return;
            }
            now = Math.max(now, next.due());
            timers.remove(next);
            execute(next.task());
        }
    }
}
