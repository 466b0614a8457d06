// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.io.IOException;

/** Variables of the path, of every type, in every callback. */
@Hub("/params/{s}/{i}/{b}/{d}/{c}/{l}")
public class ParamsHub {

    @OnOpen
    public void opened(@PathParam("s") String s, Session session, @PathParam("i") int i) throws IOException {
        session.getBasicRemote().sendText("open " + s + " " + i);
    }

    @OnMessage
    public String said(
            @PathParam("d") Double d,
            String text,
            @PathParam("b") boolean b,
            @PathParam("c") char c,
            @PathParam("l") long l,
            @PathParam("i") Integer i) {
        if (text.equals("throw")) {
            throw new IllegalStateException("thrown");
        }
        return text + " " + i + " " + b + " " + d + " " + c + " " + l;
    }

    @OnError
    public void failed(Throwable failure, @PathParam("s") String s, Session session) throws IOException {
        session.getBasicRemote().sendText("error " + s);
    }

    @OnClose
    public void closed(CloseReason reason, @PathParam("l") Long l, Session session) {
        Journal.write("params closed " + l + " " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
    }
}
