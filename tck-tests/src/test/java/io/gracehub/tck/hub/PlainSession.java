// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.HubConnection;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** A plain endpoint beside hubs. */
@ServerEndpoint("/plain")
public class PlainSession {

    @OnMessage
    public String said(String text, Session session) {
        try {
            return HubConnection.of(session).id();
        } catch (IllegalArgumentException e) {
            return "no connection of a hub";
        }
    }
}
