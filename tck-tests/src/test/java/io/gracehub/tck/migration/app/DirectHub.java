// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration.app;

import io.gracehub.Hub;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Answers by what its handler returns, at once or slowly. */
@Hub("/direct/{millis}")
public class DirectHub {

    @Inject
    Visits visits;

    @OnOpen
    public void opened(Session session) {
        visits.opened(session);
    }

    @OnMessage
    public String said(String text, Session session, @PathParam("millis") long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        return visits.handled(session, Integer.parseInt(text));
    }

    @OnClose
    public void left(Session session, CloseReason reason) {
        visits.closed(session, reason);
    }
}
