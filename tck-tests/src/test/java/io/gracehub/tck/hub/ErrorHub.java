// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.IOException;

/** Throws, and is told so. */
@Hub("/error")
public class ErrorHub {

    @OnMessage
    public String said(String text) throws IOException {
        if (text.equals("checked")) {
            throw new IOException("secret detail");
        }
        if (text.equals("unchecked")) {
            throw new IllegalStateException("secret detail");
        }
        return "fine";
    }

    @OnError
    public void failed(Throwable failure, Session session) throws IOException {
        session.getBasicRemote().sendText("failed " + failure.getClass().getSimpleName());
    }
}
