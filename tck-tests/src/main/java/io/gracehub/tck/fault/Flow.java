// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.fault;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;

/** One direction of one connection through a {@link FaultyWire}; a thread of its own reads and writes it. */
public final class Flow implements Runnable {

    private static final int CHUNK = 64 * 1024;

    private final FaultyWire wire;
    private final Socket from;
    private final Socket to;
    private final Units units = new Units();
    private boolean halfClosed;

    Flow(FaultyWire wire, Socket from, Socket to) {
        this.wire = wire;
        this.from = from;
        this.to = to;
    }

    @Override
    public void run() {
        try {
            InputStream in = from.getInputStream();
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                for (Unit unit : units.take(Arrays.copyOf(chunk, count))) {
                    wire.pass(this, unit);
                }
            }
            halfClose();
        } catch (IOException broken) {
            cut();
        }
    }

    void pass(byte[] bytes) throws IOException {
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
