// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.server.Server;
import java.time.Duration;
import java.util.Set;

/** Both directions flow. */
final class Open extends State {

    Open(Connection connection) {
        super(connection);
    }

    @Override
    Duration bound() {
        return Duration.ZERO;
    }

    @Override
    void overtaken(String why) {}

    @Override
    void move(Server target, Duration mayTake) {
        connection.mayTake(mayTake);
        connection.enter(new Preparing(connection, target, Set.of()));
    }
}
