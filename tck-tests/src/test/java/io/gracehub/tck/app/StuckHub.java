// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Its handler does not come to its end. */
@Hub("/chat")
public class StuckHub {

    @OnMessage
    public void said(String text) throws InterruptedException {
        Trace.write("stuck begins");
        boolean never = new CountDownLatch(1).await(120, TimeUnit.SECONDS);
        Trace.write("stuck ended: " + never);
    }
}
