// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.connection.Carrier.Outcome;
import io.gracehub.gateway.server.Server;
import java.time.Duration;

/** At no server: the client is held, and a server to go to is being asked for. */
final class Seeking extends State {

    private final Journey journey;

    Seeking(Connection connection, Journey journey) {
        super(connection);
        this.journey = journey;
    }

    /** The whole search has one, for all targets that refuse one after the other: {@link Connection#seek}. */
    @Override
    Duration bound() {
        return Duration.ZERO;
    }

    @Override
    boolean homeless() {
        return true;
    }

    @Override
    void overtaken(String why) {
        connection.over(connection.server(), Outcome.ENDED, why);
    }

    @Override
    void target(Server target) {
        connection.arrive(journey, target, null);
    }

    @Override
    void noTarget(String why) {
        if (journey.lost()) {
            connection.giveUp(why);
        }
    }

    /** There is none that could be. */
    @Override
    void serverLost(boolean midMessage) {}
}
