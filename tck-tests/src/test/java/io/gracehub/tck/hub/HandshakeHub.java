// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.io.IOException;

/** Takes part in the handshake. */
@Hub(
        value = "/handshake",
        subprotocols = {"chat.v2", "chat.v1"},
        configurator = Marking.class)
public class HandshakeHub {

    @OnOpen
    public void opened(Session session, EndpointConfig config) throws IOException {
        session.getBasicRemote()
                .sendText(session.getUserProperties().get("mark") + " " + session.getNegotiatedSubprotocol());
    }
}
