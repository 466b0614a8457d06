// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import java.util.concurrent.atomic.AtomicInteger;

/** One instance for all. */
@Hub("/shared")
public class SharedHub {

    private final AtomicInteger count = new AtomicInteger();

    @OnMessage
    public int said(String text) {
        return count.incrementAndGet();
    }
}
