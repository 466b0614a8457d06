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
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Clients that send numbered messages at a fixed rate, and check what comes back. */
public final class NumberedClients implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;

    /** An attempt to open a connection again that has no answer by then has failed. */
    private static final Duration REOPENING = Duration.ofSeconds(10);

    private final WireClients clients;
    private final Window window = new Window();
    private final List<URI> addresses;
    private final @Nullable Backoff backoff;
    private final RandomGenerator random = new SplittableRandom();
    private final List<NumberedClient> all;
    private final Pacer pacer;
    private boolean closed;

    /**
     * What was seen since a window began.
     *
     * @param micros the round trips of all messages that were echoed
     * @param worstMillis the longest round trip of each client
     */
    public record Seen(Samples micros, Samples worstMillis) {}

    /** Opens connections, and none again. */
    public NumberedClients(WireClients clients, URI address, int count) {
        this(clients, List.of(address), count, null);
    }

    /**
     * Opens connections.
     *
     * @param addresses take turns, each with its own part of the clients
     * @param backoff how connections are opened again that have ended; null: not at all
     */
    public NumberedClients(WireClients clients, List<URI> addresses, int count, @Nullable Backoff backoff) {
        this.clients = clients;
        this.addresses = List.copyOf(addresses);
        this.backoff = backoff;
        Consumer<NumberedClient> reopening = backoff == null ? null : client -> reopen(client, 0);
        all = IntStream.range(0, count)
                .mapToObj(id -> new NumberedClient(id, window, reopening))
                .toList();
        List<WireConnection> connections = clients.open(addresses, all);
        pacer = new Pacer(
                clients.thread(), count, (whose, due) -> all.get(whose).send(due));
        for (int i = 0; i < count; i++) {
            all.get(i).use(connections.get(i));
        }
    }

    private void reopen(NumberedClient client, int attempt) {
        if (closed) {
            return;
        }
        long millis = Objects.requireNonNull(backoff).millis(attempt, random);
        clients.thread()
                .schedule(
                        () -> clients.open(addresses.get(client.id() % addresses.size()), client, REOPENING)
                                .whenComplete((opened, refusal) -> {
                                    if (opened == null) {
                                        reopen(client, attempt + 1);
                                    } else {
                                        client.use(opened);
                                    }
                                }),
                        millis,
                        TimeUnit.MILLISECONDS);
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
        while (System.nanoTime() < end && clients.ask(() -> all.stream().anyMatch(NumberedClient::isWaiting))) {
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
        return clients.ask(() -> all.stream().allMatch(client -> client.isGone() || client.isServedBy(server)));
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
            closed = true;
            pacer.stop();
            all.forEach(NumberedClient::close);
        });
    }
}
