// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Who may come in. Asked on any loop; closed by the drain. */
final class FrontGate {

    private static final long SAID_AGAIN_AFTER_NANOS = 10_000_000_000L;

    private final int most;
    private final AtomicLong said = new AtomicLong(System.nanoTime() - SAID_AGAIN_AFTER_NANOS);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger exchanges = new AtomicInteger();
    private volatile boolean closed;

    FrontGate(int most) {
        this.most = most;
    }

    /** A client has connected; returns false if it is one too many. */
    boolean enter() {
        boolean welcome = connections.incrementAndGet() <= most;
        if (!welcome) {
            long now = System.nanoTime();
            long before = said.get();
            if (now - before >= SAID_AGAIN_AFTER_NANOS && said.compareAndSet(before, now)) {
                Messages.FULL.log(most);
            }
        }
        return welcome;
    }

    /** A client that has entered is gone, whether it was one too many or not. */
    void leave() {
        connections.decrementAndGet();
    }

    int connections() {
        return connections.get();
    }

    /** A request of plain HTTP has begun. */
    void begin() {
        exchanges.incrementAndGet();
    }

    void end() {
        exchanges.decrementAndGet();
    }

    int exchanges() {
        return exchanges.get();
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
