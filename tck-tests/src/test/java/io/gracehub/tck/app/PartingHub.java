// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does what its client says: works for a while, or closes with a code and a reason. */
@Hub(value = "/parting", subprotocols = "tck")
public class PartingHub {

    @OnMessage
    public String said(String text, Session session) throws IOException {
        if (text.equals("work")) {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        } else if (text.startsWith("close ")) {
            String[] asked = text.split(" ", 3);
            session.close(new CloseReason(CloseCodes.getCloseCode(Integer.parseInt(asked[1])), asked[2]));
            return "";
        }
        return "echo " + text;
    }

    @OnMessage
    public ByteBuffer said(ByteBuffer bytes) {
        return bytes;
    }
}
