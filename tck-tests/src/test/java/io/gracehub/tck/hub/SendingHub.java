// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import io.gracehub.HubConnection;
import io.gracehub.HubContext;
import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends by every way that there is. */
@Hub("/sending")
public class SendingHub {

    public static final int EACH = 50;

    @Inject
    HubContext<SendingHub> hub;

    @OnMessage
    public void said(String command, Session session) throws IOException {
        if (command.equals("order")) {
            for (int i = 0; i < 4 * EACH; i++) {
                send(i % 4, Integer.toString(i), session);
            }
        } else {
            threads(session);
        }
    }

    private void threads(Session session) {
        for (int thread = 0; thread < 4; thread++) {
            int way = thread;
            new Thread(() -> {
                        for (int i = 0; i < EACH; i++) {
                            send(way, way + ":" + i + ":" + "y".repeat(1000), session);
                        }
                    })
                    .start();
        }
    }

    private void send(int way, String text, Session session) {
        switch (way) {
            case 0 -> hub.clients().send(text);
            case 1 -> HubConnection.of(session).send(text);
            case 2 -> session.getAsyncRemote().sendText(text, result -> {});
            default -> basic(text, session);
        }
    }

    private static void basic(String text, Session session) {
        try {
            session.getBasicRemote().sendText(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
