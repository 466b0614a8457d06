// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Clients;
import io.gracehub.Hub;
import io.gracehub.HubConnection;
import io.gracehub.HubContext;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.util.concurrent.TimeUnit;

/** Sends to its clients, as its clients tell it. */
@Hub("/clients")
public class ClientsHub {

    private static final String LARGE = "x".repeat(64 * 1024);

    @Inject
    HubContext<ClientsHub> hub;

    @OnMessage
    public String said(String command, Session session) {
        HubConnection own = HubConnection.of(session);
        return switch (command) {
            case "id" -> own.id();
            case "count" -> hub.clients().count() + " " + hub.clients().stream().count();
            case "mode" -> hub.mode() + " " + hub.stage();
            case "blue" -> {
                own.state().put("colour", "blue");
                yield "I am blue";
            }
            case "to blue" -> {
                Clients blue = hub.clients()
                        .where(client -> "blue".equals(client.state().get("colour", String.class)));
                blue.send("for blue");
                yield "blue " + blue.count();
            }
            case "all" -> {
                hub.clients().send("for all").thenAccept(sent -> own.send("reached " + sent.reached()));
                yield null;
            }
            case "close" -> {
                hub.clients().send("before the end");
                hub.clients().close(new CloseReason(() -> 4001, "moved"));
                yield null;
            }
            case "large" -> {
                long begin = System.nanoTime();
                hub.clients().send(LARGE);
                yield System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(5) ? "sent" : "blocked";
            }
            default -> "unknown " + command;
        };
    }
}
