// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes its time before a client is let in. */
@Dependent
@Hub("/slow")
public class SlowHub {

    @PostConstruct
    void prepare() {
        Trace.write("slow begins");
        try {
            boolean never = new CountDownLatch(1).await(3, TimeUnit.SECONDS);
            Trace.write("slow made: " + never);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @OnOpen
    public void opened() {
        Trace.write("slow opened");
    }

    @OnMessage
    public String said(String text) {
        return "slow " + text;
    }
}
