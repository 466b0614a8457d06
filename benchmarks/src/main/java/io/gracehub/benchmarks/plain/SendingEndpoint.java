// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.plain;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** Answers through the session, and waits until that has been written. */
@ServerEndpoint("/sending")
public class SendingEndpoint {

    @OnMessage
    public void received(String text, Session session) throws IOException {
        session.getBasicRemote().sendText(text);
    }
}
