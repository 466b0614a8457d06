// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import io.gracehub.Clients;
import io.gracehub.Delivery;
import io.gracehub.HubConnection;
import jakarta.websocket.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The connections of a registry for which a condition holds now. */
record Selection(Connections connections, Predicate<HubConnection> condition) implements Clients {

    @Override
    public CompletionStage<Delivery> send(Object message) {
        Object value = Payload.snapshot(message);
        Map<String, Throwable> failed = new ConcurrentHashMap<>();
        List<CompletableFuture<?>> sends = new ArrayList<>();
        selected()
                .forEach(connection -> sends.add(connection.offer(value).exceptionally(failure -> {
                    failed.put(connection.id(), failure);
                    return null;
                })));
        return all(sends).thenApply(done -> new Delivery(sends.size() - failed.size(), failed));
    }

    @Override
    public CompletionStage<Void> close(CloseReason reason) {
        return all(selected()
                .map(connection -> connection.close(reason).exceptionally(gone -> null))
                .toList());
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    @Override
    public int count() {
        return (int) selected().count();
    }

    @Override
    public Stream<HubConnection> stream() {
        return selected().map(HubConnection.class::cast);
    }

    @Override
    public Clients where(Predicate<HubConnection> narrower) {
        return new Selection(connections, condition.and(narrower));
    }

    private Stream<Connection> selected() {
        return connections.all().stream()
                .filter(connection -> !connection.closing())
                .filter(condition);
    }
}
