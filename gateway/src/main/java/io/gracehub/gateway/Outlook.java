// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway;

import io.gracehub.gateway.admin.Gauges;
import io.gracehub.gateway.admin.Health;
import io.gracehub.gateway.connection.Connections;
import io.gracehub.gateway.connection.Traffic;
import io.gracehub.gateway.drain.Drain;
import io.gracehub.gateway.migration.Migrations;
import io.gracehub.gateway.server.Servers;
import io.gracehub.gateway.transport.Network;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What the admin port sees of the gateway, and what the gateway learns from who looks there. */
final class Outlook implements Gauges, Health.Readiness {

    /** A probe that came within this time will probably come again. */
    private static final Duration LATELY = Duration.ofSeconds(30);

    private final Network network;
    private final Servers servers;
    private final Migrations migrations;
    private final Traffic traffic;
    private volatile @Nullable Drain drain;
    private volatile long askedAt = System.nanoTime() - LATELY.toNanos();

    Outlook(Network network, Servers servers, Migrations migrations, Traffic traffic) {
        this.network = network;
        this.servers = servers;
        this.migrations = migrations;
        this.traffic = traffic;
    }

    /** Sets the shutdown that it tells of; called once, before anybody can look. */
    void watch(Drain watched) {
        drain = watched;
    }

    boolean askedLately() {
        return System.nanoTime() - askedAt < LATELY.toNanos();
    }

    @Override
    public void asked(boolean ready) {
        askedAt = System.nanoTime();
        Drain known = drain;
        if (known != null && known.draining() && !ready) {
            network.control().execute(known::seen);
        }
    }

    @Override
    public boolean draining() {
        Drain known = drain;
        return known != null && known.draining();
    }

    @Override
    public Servers servers() {
        return servers;
    }

    @Override
    public Connections connections() {
        return migrations.connections();
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public int clientConnections() {
        return network.clientConnections();
    }

    @Override
    public int httpExchanges() {
        return network.httpExchanges();
    }

    @Override
    public int moving() {
        return ask(migrations::running);
    }

    @Override
    public int waiting() {
        return ask(migrations::waiting);
    }

    /** Asks on the control loop; a loop that has no time within a second is told as 0. */
    private int ask(IntSupplier question) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        network.control().execute(() -> answer.complete(question.getAsInt()));
        try {
            return answer.get(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (ExecutionException | TimeoutException tooBusy) {
            return 0;
        }
    }
}
