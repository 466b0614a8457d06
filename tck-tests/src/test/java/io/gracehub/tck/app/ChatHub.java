// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import io.gracehub.HubContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;

/** Tells its clients to leave, as the chat of the reference does. */
@Hub("/chat")
public class ChatHub {

    @Inject
    HubContext<ChatHub> hub;

    @OnMessage
    public String said(String text) {
        return "echo " + text;
    }

    @OnClose
    public void left(CloseReason reason) {
        Trace.write("closed " + reason.getCloseCode().getCode());
    }

    void last(@Observes @Priority(30) Shutdown event) {
        Trace.write("hook last begins");
        hub.clients().send("exit");
        Trace.write("hook last ends");
    }

    void first(@Observes @Priority(10) Shutdown event) {
        Trace.write("hook first begins");
        hub.clients().send("exit soon");
        Trace.write("hook first ends");
    }
}
