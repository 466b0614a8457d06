// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.frame.CloseStatus;
import java.time.Duration;

/** A Close frame is on its way to the client, or the client has gone and nothing is left but to tell. */
final class Closing extends State {

    Closing(Connection connection) {
        super(connection);
    }

    /** The network's own bounds are shorter. */
    @Override
    Duration bound() {
        return Bounds.CLOSE;
    }

    @Override
    void overdue() {
        connection.clientGone();
    }

    @Override
    void overtaken(String why) {}

    @Override
    boolean ending() {
        return true;
    }

    @Override
    boolean serverClosing(ServerSide from, CloseStatus status) {
        return true;
    }

    @Override
    void serverLost(boolean midMessage) {}
}
