// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import io.gracehub.tck.harness.Bound;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients of the JDK. */
final class JavaFleet implements Fleet {

    private static final AtomicInteger FLEETS = new AtomicInteger();
    private static final int AT_ONCE = 25;

    private final List<NumberedClient> clients = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "fleet");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Connects clients, which begin to ask at once.
     *
     * @param application the context root's address
     */
    static JavaFleet connect(URI application, int count, Manner manner) {
        String name = "java" + FLEETS.incrementAndGet();
        JavaFleet fleet = new JavaFleet();
        URI uri = URI.create(application + manner.path());
        for (int begun = 0; begun < count; begun += AT_ONCE) {
            List<CompletableFuture<?>> connecting = new ArrayList<>();
            for (int i = begun; i < Math.min(count, begun + AT_ONCE); i++) {
                NumberedClient client = new NumberedClient(new Ledger(name + "-" + i, manner.order()), manner);
                fleet.clients.add(client);
                connecting.add(client.connect(uri));
            }
            CompletableFuture.allOf(connecting.toArray(CompletableFuture[]::new))
                    .orTimeout(Bound.seconds(30).toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        fleet.begin(manner);
        return fleet;
    }

    private void begin(Manner manner) {
        long every = TimeUnit.MILLISECONDS.toMicros(manner.everyMillis());
        for (int i = 0; i < clients.size(); i++) {
            NumberedClient client = clients.get(i);
            clock.scheduleAtFixedRate(client::ask, every * i / clients.size(), every, TimeUnit.MICROSECONDS);
        }
    }

    NumberedClient client(int index) {
        return clients.get(index);
    }

    /** Returns the client of this name. */
    NumberedClient client(String name) {
        return clients.stream()
                .filter(client -> client.ledger().client().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no client " + name));
    }

    @Override
    public List<Ledger> ledgers() {
        return clients.stream().map(NumberedClient::ledger).toList();
    }

    @Override
    public void pause() {
        clock.shutdownNow();
        try {
            if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new AssertionError("a client is still sending");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        clients.forEach(client -> client.leave(false));
    }
}
