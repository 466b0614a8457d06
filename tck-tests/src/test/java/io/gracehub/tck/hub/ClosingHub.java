// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Turns its client away when it comes, and is not done then. */
@Hub("/closing")
public class ClosingHub {

    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    @OnOpen
    public void opened(Session session) throws IOException {
        session.close(new CloseReason(CloseCodes.VIOLATED_POLICY, "not you"));
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < WORK_NANOS) {
            Thread.onSpinWait();
        }
        Journal.write("closing opened");
    }

    @OnClose
    public void left(CloseReason reason) {
        Journal.write("closing closed " + reason.getCloseCode().getCode());
    }
}
