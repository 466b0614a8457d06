// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.io.IOException;

/** Throws when a client comes. */
@Hub("/open-error")
public class OpenErrorHub {

    @OnOpen
    public void opened(Session session, EndpointConfig config) {
        throw new IllegalStateException(
                "secret detail " + config.getUserProperties().size());
    }

    @OnMessage
    public String said(String text) {
        return "fine";
    }

    @OnError
    public void failed(Session session, Throwable failure) throws IOException {
        session.getBasicRemote().sendText("failed " + failure.getClass().getSimpleName());
    }
}
