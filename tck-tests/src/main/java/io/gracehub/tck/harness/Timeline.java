// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What one client received, in order. Safe for use by several threads. */
public final class Timeline {

    private final List<Received> events = new ArrayList<>();

    synchronized void add(Received event) {
        boolean ended = !events.isEmpty() && events.get(events.size() - 1) instanceof Received.Closed;
        if (!ended) {
            events.add(event);
            notifyAll();
        }
    }

    /** Returns all events until now. */
    public synchronized List<Received> events() {
        return List.copyOf(events);
    }

    /** Returns the text messages until now. */
    public List<String> texts() {
        return events().stream()
                .filter(Received.Text.class::isInstance)
                .map(event -> ((Received.Text) event).text())
                .toList();
    }

    /** Returns the first event of a kind for which a condition holds, waiting for it within a bound. */
    public synchronized <E extends Received> Optional<E> first(Class<E> kind, Predicate<E> condition, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        for (int next = 0; ; ) {
            for (; next < events.size(); next++) {
                if (kind.isInstance(events.get(next)) && condition.test(kind.cast(events.get(next)))) {
                    return Optional.of(kind.cast(events.get(next)));
                }
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    @Override
    public String toString() {
        return events().toString();
    }
}
