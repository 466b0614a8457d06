// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.io.IOException;

/** Interceptors, injection and the request context. */
@Hub("/intercepted")
public class InterceptedHub {

    @Inject
    Greeter greeter;

    @Inject
    Visit visit;

    @OnOpen
    public void opened(Session session) throws IOException {
        session.getBasicRemote().sendText("open " + visit.call());
    }

    @Loud
    @OnMessage
    public String said(String name) {
        return greeter.greet(name) + " " + visit.call();
    }

    @OnClose
    public void closed() {
        Journal.write("intercepted closed " + visit.call());
    }
}
