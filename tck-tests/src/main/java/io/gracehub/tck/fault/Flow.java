// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.fault;

import io.gracehub.tck.fault.Unit.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;

/** One direction of one connection through a {@link FaultyWire}; a thread of its own reads and writes it. */
public final class Flow implements Runnable {

    private static final int CHUNK = 64 * 1024;

    private final FaultyWire wire;
    private final Passage passage;
    private final Socket from;
    private final Socket to;
    private final Units units = new Units();
    private volatile boolean halfClosed;
    private volatile boolean link;
    private int messages;

    Flow(FaultyWire wire, Passage passage, Socket from, Socket to) {
        this.wire = wire;
        this.passage = passage;
        this.from = from;
        this.to = to;
    }

    /** Returns the connection that this is a way of. */
    public Passage passage() {
        return passage;
    }

    /** Whether it leads to the wire's target; else it leads back from there. */
    public boolean there() {
        return passage.there() == this;
    }

    /** Returns how many frames with a part of a message have come before. */
    public int messages() {
        return messages;
    }

    @Override
    public void run() {
        try {
            InputStream in = from.getInputStream();
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                for (Unit unit : units.take(Arrays.copyOf(chunk, count))) {
                    link |= unit.opensLink();
                    take(unit);
                }
            }
            passage.awaitThaw();
            halfClose();
        } catch (IOException broken) {
            passage.cut();
        }
    }

    private void take(Unit unit) throws IOException {
        if (unit.kind() == Kind.HEAD && there()) {
            passage.asked(unit.text());
        }
        wire.pass(this, unit);
        if (unit.isMessage()) {
            messages++;
        }
    }

    /** Whether it is what a gateway sends on its link. */
    boolean isLink() {
        return link;
    }

    void pass(byte[] bytes) throws IOException {
        passage.awaitThaw();
        if (!halfClosed) {
            to.getOutputStream().write(bytes);
        }
    }

    void halfClose() throws IOException {
        if (!halfClosed) {
            halfClosed = true;
            to.shutdownOutput();
        }
    }

    /** Resets both ways. */
    void cut() {
        try {
            from.setSoLinger(true, 0);
            to.setSoLinger(true, 0);
        } catch (IOException closed) {
            // there is nothing left to reset
        }
        end();
    }

    /** Closes both sockets. */
    void end() {
        try (from;
                to) {
            halfClosed = true;
        } catch (IOException closed) {
            // that was wanted
        }
    }
}
