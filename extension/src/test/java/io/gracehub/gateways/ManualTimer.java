// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so. */
final class ManualTimer implements Timer {

    private record Due(Duration at, int order, Runnable task) {}

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
    private Duration now = Duration.ZERO;
    private int count;

    @Override
    public void after(Duration delay, Runnable task) {
        due.add(new Due(now.plus(delay), count++, task));
    }

    void advance(Duration time) {
        Duration until = now.plus(time);
        while (!due.isEmpty() && due.peek().at().compareTo(until) <= 0) {
            Due next = due.remove();
            now = next.at();
            next.task().run();
        }
        now = until;
    }
}
