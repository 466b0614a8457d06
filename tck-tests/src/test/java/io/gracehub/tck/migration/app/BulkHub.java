// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration.app;

import io.gracehub.Hub;
import io.gracehub.HubConnection;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;

/**
 * Sends a long answer to a number: {@code <number>@<server>:}, and a letter that depends on the number. What a callback
 * returns would keep a thread of Open Liberty until its client has read it.
 */
@Hub("/bulk/{kib}")
public class BulkHub {

    private static final int KIB = 1024;

    @Inject
    Visits visits;

    @OnOpen
    public void opened(Session session) {
        visits.opened(session);
    }

    @OnMessage
    public void said(String text, Session session, @PathParam("kib") int kib) {
        int number = Integer.parseInt(text);
        String answer = visits.handled(session, number) + ":" + letter(number).repeat(kib * KIB);
        var unused = HubConnection.of(session).send(answer);
    }

    private static String letter(int number) {
        return String.valueOf((char) ('a' + number % 26));
    }

    @OnClose
    public void left(Session session, CloseReason reason) {
        visits.closed(session, reason);
    }
}
