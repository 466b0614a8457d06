// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.link.LinkMessage;
import java.time.Duration;

/** The client has gone. Terminal. */
final class Ended extends State {

    Ended(Connection connection) {
        super(connection);
    }

    @Override
    Duration bound() {
        return Duration.ZERO;
    }

    @Override
    void overtaken(String why) {}

    @Override
    boolean ending() {
        return true;
    }

    @Override
    void relayed(LinkMessage.Payload message) {}

    @Override
    boolean serverClosing(ServerSide from, CloseStatus status) {
        return true;
    }

    @Override
    void serverLost(boolean midMessage) {}

    @Override
    void clientGone() {}
}
