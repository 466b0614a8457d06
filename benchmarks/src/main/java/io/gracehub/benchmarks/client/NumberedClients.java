// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import io.gracehub.benchmarks.report.Samples;
import io.gracehub.benchmarks.wire.WireClients;
import io.gracehub.benchmarks.wire.WireConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Clients that send numbered messages at a fixed rate, and check what comes back. */
public final class NumberedClients implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;

    private final WireClients clients;
    private final Window window = new Window();
    private final List<NumberedClient> all;
    private final List<WireConnection> connections;
    private final Pacer pacer;

    /**
     * What was seen since a window began.
     *
     * @param micros the round trips of all messages that were echoed
     * @param worstMillis the longest round trip of each client
     */
    public record Seen(Samples micros, Samples worstMillis) {}

    public NumberedClients(WireClients clients, URI address, int count) {
        this.clients = clients;
        all = IntStream.range(0, count)
                .mapToObj(id -> new NumberedClient(id, window))
                .toList();
        connections = clients.open(address, all);
        pacer = new Pacer(clients.thread(), count, turn -> all.get(turn).send());
        for (int i = 0; i < count; i++) {
            all.get(i).use(connections.get(i));
        }
    }

    public int count() {
        return all.size();
    }

    /** From now on so many messages a second are sent by all clients together. */
    public void start(double messagesPerSecond) {
        on(() -> pacer.start(messagesPerSecond));
    }

    /** Sends nothing more, and waits for the echoes of what was sent, at most so long. */
    public void stop(Duration bound) {
        on(pacer::stop);
        long end = System.nanoTime() + bound.toNanos();
        while (System.nanoTime() < end && tally().lost() > 0) {
            pause(Duration.ofMillis(PAUSE_MILLIS));
        }
    }

    public void beginWindow() {
        on(() -> {
            window.begin();
            all.forEach(NumberedClient::beginWindow);
        });
    }

    /** Returns what was seen since the window began. */
    public Seen seen() {
        return clients.ask(() -> new Seen(
                Samples.of(window.micros()),
                Samples.of(all.stream().map(NumberedClient::worstMillis).toList())));
    }

    public Tally tally() {
        return clients.ask(() -> all.stream().map(NumberedClient::tally).reduce(Tally.NONE, Tally::plus));
    }

    /** Returns how connections have ended that their clients have not closed, and how many so. */
    public Map<String, Long> endings() {
        return clients.ask(() -> all.stream()
                .map(NumberedClient::ending)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(String::valueOf, Collectors.counting())));
    }

    /** Waits until every client that is still connected has got an echo of a server, and tells whether that came. */
    public boolean awaitServedBy(String server, Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        while (!areServedBy(server)) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(Duration.ofMillis(PAUSE_MILLIS));
        }
        return true;
    }

    /** Whether the last echo of every client that is still connected came from a server. */
    public boolean areServedBy(String server) {
        return clients.ask(() -> all.stream().allMatch(client -> client.ending() != null || client.isServedBy(server)));
    }

    /** Returns when the last client got its first echo from where it is, as {@link System#nanoTime} tells it. */
    public long lastMovedAt() {
        return clients.ask(
                () -> all.stream().mapToLong(NumberedClient::movedAt).max().orElse(0));
    }

    /** Lets time pass while clients send. */
    public static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void on(Runnable task) {
        clients.ask(() -> {
            task.run();
            return true;
        });
    }

    @Override
    public void close() {
        on(() -> {
            pacer.stop();
            connections.forEach(WireConnection::close);
        });
    }
}
