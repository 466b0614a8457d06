// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import io.gracehub.HubContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Takes its time to say farewell, so that something can happen meanwhile. */
@Hub("/tarry")
public class TarryHub {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(2);

    @Inject
    HubContext<TarryHub> hub;

    @OnMessage
    public String said(String text) {
        return "echo " + text;
    }

    @OnClose
    public void left(CloseReason reason) {
        Trace.write("closed " + reason.getCloseCode().getCode());
    }

    void farewell(@Observes Shutdown event) {
        hub.clients().send("soon");
        long until = System.nanoTime() + NANOS;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        hub.clients().send("exit");
    }
}
