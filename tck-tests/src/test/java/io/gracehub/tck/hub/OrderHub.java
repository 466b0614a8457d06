// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Notices callbacks that overlap. */
@Hub("/order")
public class OrderHub {

    @OnMessage
    public String said(String text, Session session) {
        AtomicInteger inside =
                (AtomicInteger) session.getUserProperties().computeIfAbsent("inside", key -> new AtomicInteger());
        boolean overlap = inside.incrementAndGet() > 1;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        inside.decrementAndGet();
        return overlap ? "overlap" : text;
    }
}
