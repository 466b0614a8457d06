// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.connection.Carrier.Outcome;
import io.gracehub.gateway.server.Server;
import java.time.Duration;
import java.util.Set;

/** Both directions flow; a target has refused, and another is being asked for. */
final class Choosing extends State {

    private final Set<Server> tried;
    private final String refusal;

    Choosing(Connection connection, Set<Server> tried, String refusal) {
        super(connection);
        this.tried = tried;
        this.refusal = refusal;
    }

    @Override
    Duration bound() {
        return Bounds.CHOOSE;
    }

    @Override
    void overdue() {
        connection.stay(connection.server(), refusal);
    }

    @Override
    void overtaken(String why) {
        connection.over(connection.server(), Outcome.ENDED, why);
    }

    @Override
    void target(Server target) {
        connection.enter(new Preparing(connection, target, tried));
    }

    @Override
    void noTarget(String why) {
        connection.stay(connection.server(), why);
    }
}
