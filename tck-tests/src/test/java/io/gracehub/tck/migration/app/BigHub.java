// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration.app;

import io.gracehub.Hub;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;

/** Answers messages of any size with themselves; the number stands before the first colon, or in the first four bytes. */
@Hub("/big")
public class BigHub {

    private static final int LONGEST = 8_000_000;

    @Inject
    Visits visits;

    @OnOpen
    public void opened(Session session) {
        visits.opened(session);
    }

    @OnMessage(maxMessageSize = LONGEST)
    public String said(String text, Session session) {
        int colon = text.indexOf(':');
        return visits.handled(session, Integer.parseInt(text.substring(0, colon))) + text.substring(colon);
    }

    @OnMessage(maxMessageSize = LONGEST)
    public byte[] said(byte[] bytes, Session session) {
        visits.handled(session, ByteBuffer.wrap(bytes).getInt());
        return bytes;
    }

    @OnClose
    public void left(Session session, CloseReason reason) {
        visits.closed(session, reason);
    }
}
