// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.enterprise.context.Dependent;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.IOException;

/** Messages in parts, put together again. */
@Dependent
@Hub("/parts")
public class PartsHub {

    private final StringBuilder text = new StringBuilder();
    private int bytes;
    private int parts;

    @OnMessage
    public void text(String part, boolean last, Session session) throws IOException {
        text.append(part);
        parts++;
        if (last) {
            session.getBasicRemote().sendText("text " + text + " in parts: " + (parts > 1));
            parts = 0;
        }
    }

    @OnMessage
    public void binary(boolean last, byte[] part, Session session) throws IOException {
        bytes += part.length;
        if (last) {
            session.getBasicRemote().sendText("bytes " + bytes);
        }
    }
}
