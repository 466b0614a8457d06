// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import io.gracehub.benchmarks.wire.WireConnection;
import io.gracehub.benchmarks.wire.WireListener;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends a short text, waits for its echo, sends the next. */
final class PingPongClient implements WireListener {

    private final ByteBuf frame;
    private final int length;
    private @Nullable WireConnection connection;
    private @Nullable Round round;
    private long sentAt;

    PingPongClient(ByteBuf frame, int length) {
        this.frame = frame;
        this.length = length;
    }

    void join(WireConnection opened, Round next) {
        connection = opened;
        round = next;
        send(opened, next);
    }

    private void send(WireConnection to, Round in) {
        if (in.takeTurn()) {
            sentAt = System.nanoTime();
            to.send(frame.retainedDuplicate());
        }
    }

    @Override
    public void received(ByteBuf in, int bytes) {
        long nanos = System.nanoTime() - sentAt;
        Round current = round;
        WireConnection to = connection;
        if (current == null || to == null || bytes != length) {
            ended("not the echo of what was sent: " + bytes + " bytes");
            return;
        }
        current.echoed(nanos);
        send(to, current);
    }

    @Override
    public void ended(String why) {
        Round current = round;
        if (current != null) {
            current.failed(new IOException(why));
        }
    }
}
