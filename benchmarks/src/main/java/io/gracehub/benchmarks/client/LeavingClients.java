// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Clients that close their connections when they are told to, some time later. */
public final class LeavingClients {

    private static final int AT_ONCE = 50;
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final List<LeavingClient> all = new ArrayList<>();

    /**
     * What the clients saw.
     *
     * @param firstTold when the first one was told to leave
     * @param lastLeft when the last one had sent its Close frame
     * @param told how many were told
     * @param clean how many got the server's Close frame with the code that they had sent
     */
    public record Seen(Instant firstTold, Instant lastLeft, int told, int clean) {}

    public LeavingClients(Clients clients, URI address, int count, Duration delay) {
        for (int i = 0; i < count; i++) {
            LeavingClient client = new LeavingClient(delay);
            clients.connect(address, client);
            all.add(client);
            if (i % AT_ONCE == 0) { // the first one alone: a server's first handshake is slow
                awaitOpen();
            }
        }
        awaitOpen();
    }

    private void awaitOpen() {
        all.forEach(client ->
                client.open().orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join());
    }

    /** Waits until all connections have ended. */
    public Seen seen() {
        CompletableFuture.allOf(all.stream().map(LeavingClient::ended).toArray(CompletableFuture[]::new))
                .orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS)
                .join();
        List<LeavingClient> told =
                all.stream().filter(client -> client.left().isPresent()).toList();
        return new Seen(
                told.stream()
                        .flatMap(client -> client.told().stream())
                        .min(Instant::compareTo)
                        .orElse(Instant.EPOCH),
                told.stream()
                        .flatMap(client -> client.left().stream())
                        .max(Instant::compareTo)
                        .orElse(Instant.EPOCH),
                told.size(),
                (int) all.stream().filter(LeavingClient::clean).count());
    }
}
