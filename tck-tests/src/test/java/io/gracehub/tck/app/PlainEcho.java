// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** An endpoint as it is written without the library. */
@ServerEndpoint("/echo")
public class PlainEcho {

    @OnMessage
    public String said(String text) {
        return "echo " + text;
    }

    @OnClose
    public void left() {
        Trace.write("plain closed");
    }
}
