// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.fault;

import java.io.IOException;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** One connection through a {@link FaultyWire}, with its two ways. Safe for use by several threads. */
public final class Passage {

    private final Flow there;
    private final Flow back;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String request = "";
    private volatile boolean frozen;

    Passage(FaultyWire wire, Socket near, Socket far) {
        there = new Flow(wire, this, near, far);
        back = new Flow(wire, this, far, near);
    }

    Flow there() {
        return there;
    }

    Flow back() {
        return back;
    }

    /** Notes a head on the way there; the first one says what the connection is for. */
    void asked(String head) {
        if (request.isEmpty()) {
            request = head;
        }
    }

    /** Returns the head of the first request, or nothing as long as none has come. */
    public String request() {
        return request;
    }

    /** Whether the first request has a header of this name. */
    public boolean has(String header) {
        return request.toLowerCase(Locale.ROOT).contains("\r\n" + header.toLowerCase(Locale.ROOT) + ":");
    }

    /** Whether the first request's target has this text. */
    public boolean leadsTo(String text) {
        return request.lines().findFirst().orElse("").contains(text);
    }

    /** Resets both ways. */
    public void cut() {
        there.cut();
        ended.countDown();
    }

    /** Lets the target see the end of the stream; it may go on sending. */
    public void halfClose() {
        try {
            there.halfClose();
        } catch (IOException closed) {
            // it has ended already
        }
    }

    /** Lets nothing pass any more, either way, and tells nobody. */
    public void freeze() {
        frozen = true;
    }

    /** Resets both ways if nothing passes any more, so that its ends learn it at last. */
    public void cutIfFrozen() {
        if (frozen) {
            cut();
        }
    }

    /** Closes both ways. */
    void end() {
        there.end();
        ended.countDown();
    }

    /** Returns when something may pass: at once, or never before the end. */
    void awaitThaw() throws IOException {
        if (frozen) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }
}
