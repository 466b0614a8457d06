// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration.app;

import io.gracehub.Hub;
import io.gracehub.HubConnection;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Answers from another thread, some time after its handler has returned. */
@Hub("/aside/{millis}")
public class AsideHub {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    @Inject
    Visits visits;

    @OnOpen
    public void opened(Session session) {
        visits.opened(session);
    }

    @OnMessage
    public void said(String text, Session session, @PathParam("millis") long millis) {
        HubConnection connection = HubConnection.of(session);
        String answer = visits.handled(session, Integer.parseInt(text));
        var unused = thread.schedule(() -> connection.send(answer), millis, TimeUnit.MILLISECONDS);
    }

    @OnClose
    public void left(Session session, CloseReason reason) {
        visits.closed(session, reason);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
