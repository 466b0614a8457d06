// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.connection.ClientSide;
import io.gracehub.gateway.connection.ServerSide;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.server.Server;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Stands in for a connection: tells what it is told, and asks for what a test wants, on the connection's loop. */
final class RecordingEvents implements RelayEvents {

    /** Something that was told. */
    record Told(String what, Object value) {}

    final String id;
    final ClientSide client;
    final ServerSide first;
    final Server server;
    final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    volatile BiPredicate<ServerSide, CloseStatus> passClose = (from, status) -> true;

    RecordingEvents(String id, ClientSide client, ServerSide first, Server server) {
        this.id = id;
        this.client = client;
        this.first = first;
        this.server = server;
    }

    /** Calls the client's side on its loop, and waits until it has returned. */
    void ask(Consumer<ClientSide> command) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        client.loop().execute(() -> {
            try {
                command.accept(client);
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        done.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** The value of the next event, which must be this one. */
    Object next(String what) {
        try {
            Told next = told.poll(20, TimeUnit.SECONDS);
            if (next == null || !next.what().equals(what)) {
                throw new AssertionError("expected " + what + ", got " + next);
            }
            return next.value();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void held(long messages) {
        told.add(new Told("held", messages));
    }

    @Override
    public boolean serverClosing(ServerSide from, CloseStatus status) {
        boolean pass = passClose.test(from, status);
        told.add(new Told("serverClosing", status));
        return pass;
    }

    @Override
    public void serverLost(ServerSide from, boolean midMessage) {
        told.add(new Told("serverLost", midMessage));
    }

    @Override
    public void clientGone() {
        told.add(new Told("clientGone", ""));
    }

    @Override
    public void dialed(ClientSide.Dialing dialing) {
        told.add(new Told("dialed", dialing));
    }

    @Override
    public void refused(ClientSide.Dialing dialing, String why) {
        told.add(new Told("refused", why));
    }

    @Override
    public void arrived(ClientSide.Dialing dialing, ServerSide session) {
        told.add(new Told("arrived", session));
    }
}
