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
import java.io.Writer;

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
        } else if (command.equals("parts")) {
            parts(session);
        } else {
            threads(session);
        }
    }

    private void parts(Session session) {
        for (int thread = 0; thread < 3; thread++) {
            int way = thread;
            new Thread(() -> {
                        for (int i = 0; i < EACH; i++) {
                            inParts(way, way + ":" + i + ":", session);
                        }
                    })
                    .start();
        }
    }

    private void inParts(int way, String text, Session session) {
        String filling = "y".repeat(1000);
        try {
            if (way == 2) {
                session.getBasicRemote().sendText(text, false);
                session.getBasicRemote().sendText(filling, true);
                return;
            }
            try (Writer writer = session.getBasicRemote().getSendWriter()) {
                writer.write(text);
                writer.flush();
                writer.write(filling);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
