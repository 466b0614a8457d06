// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import io.gracehub.HubConnection;
import io.gracehub.Migration;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A hub whose handlers take their time, and which has no use for binary messages. */
@Hub("/moving")
public class MovingHub {

    static final Map<String, HubConnection> OPENED = new ConcurrentHashMap<>();

    @OnOpen
    public void opened(Session session) {
        HubConnection connection = HubConnection.of(session);
        OPENED.put(connection.id(), connection);
        Trace.write("open " + connection.id() + " " + told(connection) + " nick="
                + connection.state().get("nick", String.class));
        connection.migration().ifPresent(migration -> connection.send("welcome from " + migration.from()));
    }

    /** Every third reply is slow, every third comes later from another thread. */
    @OnMessage
    public CompletionStage<String> said(String text, Session session) {
        HubConnection connection = HubConnection.of(session);
        if (text.startsWith("nick ")) {
            connection.state().put("nick", text.substring(5));
        } else if (text.equals("who")) {
            return CompletableFuture.completedFuture(connection.id());
        } else if (!text.isEmpty()) {
            switch (text.charAt(text.length() - 1) % 3) {
                case 0 -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                case 1 -> {
                    return CompletableFuture.supplyAsync(
                            () -> "echo " + text, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
                }
                default -> {
                    // at once
                }
            }
        }
        return CompletableFuture.completedFuture("echo " + text);
    }

    @OnClose
    public void closed(Session session, CloseReason reason) throws IOException {
        HubConnection connection = HubConnection.of(session);
        Trace.write("close " + reason.getCloseCode().getCode() + " " + told(connection));
        if (connection.migration().isPresent() && session.isOpen()) {
            connection.state().put("closed", true);
            connection.send("farewell");
            session.getBasicRemote().sendText("last");
            session.close();
        }
    }

    private static String told(HubConnection connection) {
        return connection.migration().map(migration -> describe(migration)).orElse("by itself");
    }

    private static String describe(Migration migration) {
        return migration.from() + ">" + migration.to() + (migration.lost() ? " lost" : "");
    }
}
