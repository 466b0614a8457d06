// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import io.gracehub.HubContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One hook throws, one overruns, the last one works. */
@Hub("/chat")
public class BadHooksHub {

    @Inject
    HubContext<BadHooksHub> hub;

    @OnMessage
    public String said(String text) {
        return "echo " + text;
    }

    void throwing(@Observes @Priority(10) Shutdown event) {
        Trace.write("hook throwing");
        throw new IllegalStateException("broken on purpose");
    }

    void overrunning(@Observes @Priority(20) Shutdown event) throws InterruptedException {
        Trace.write("hook overrunning");
        boolean never = new CountDownLatch(1).await(60, TimeUnit.SECONDS);
        Trace.write("hook overrunning ended: " + never);
    }

    void working(@Observes @Priority(30) Shutdown event) {
        Trace.write("hook working");
        hub.clients().send("exit");
    }
}
