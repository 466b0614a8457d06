// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What both remotes of a session have in common. */
abstract class Remote implements RemoteEndpoint {

    final Connection connection;

    Remote(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void sendPing(ByteBuffer data) throws IOException {
        connection.write(new Outgoing.Ping(Remotes.control(data)));
    }

    @Override
    public void sendPong(ByteBuffer data) throws IOException {
        connection.write(new Outgoing.Pong(Remotes.control(data)));
    }

    @Override
    public void setBatchingAllowed(boolean allowed) {
        // the specification leaves batching to the implementation; the outbox writes at once
    }

    @Override
    public boolean getBatchingAllowed() {
        return false;
    }

    @Override
    public void flushBatch() {
        // nothing is ever batched
    }
}
