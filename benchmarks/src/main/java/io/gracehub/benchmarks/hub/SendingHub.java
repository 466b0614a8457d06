// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.IOException;

/** Answers through the session, and waits until that has been written. */
@Hub("/sending")
public class SendingHub {

    @OnMessage
    void received(String text, Session session) throws IOException {
        session.getBasicRemote().sendText(text);
    }
}
