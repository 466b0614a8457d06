// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration.plain;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** An endpoint without the library, which tells what it saw of the handshake. */
@ServerEndpoint(
        value = "/told/{name}",
        subprotocols = {"second.v1"},
        configurator = Telling.class)
public class PlainEndpoint {

    @OnOpen
    public void opened(Session session, EndpointConfig config, @PathParam("name") String name) throws IOException {
        session.getBasicRemote()
                .sendText("%s ?%s %s %s"
                        .formatted(
                                name,
                                session.getQueryString(),
                                session.getNegotiatedSubprotocol(),
                                config.getUserProperties().get(Telling.HEADERS)));
    }

    @OnMessage
    public String said(String text) {
        return "echo " + text;
    }
}
