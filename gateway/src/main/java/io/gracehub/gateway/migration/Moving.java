// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.server.Server;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The connections that are being moved; there are few places. Lives on the control loop. */
final class Moving {

    private final int places;
    private final Set<Connection> connections = new HashSet<>();

    Moving(int places) {
        this.places = places;
    }

    boolean free() {
        return connections.size() < places;
    }

    /** Moves a connection to a server; it has its place until it tells how that ended. */
    void move(Connection connection, Server target, Duration patience) {
        add(connection, target);
        connection.loop().execute(() -> connection.move(target, patience));
    }

    /** Tells a connection that is at no server of one to go to. */
    void place(Connection connection, Server target) {
        add(connection, target);
        connection.loop().execute(() -> connection.target(target));
    }

    private void add(Connection connection, Server target) {
        connections.add(connection);
        target.arriving();
    }

    /** Gives a place back. Returns whether the connection had one. */
    boolean remove(Connection connection) {
        return connections.remove(connection);
    }

    boolean contains(Connection connection) {
        return connections.contains(connection);
    }

    int count() {
        return connections.size();
    }

    /** All of them. */
    List<Connection> all() {
        return List.copyOf(connections);
    }

    /** Those that are being moved away from a server. */
    List<Connection> from(Server server) {
        return connections.stream()
                .filter(connection -> connection.server() == server)
                .toList();
    }

    /** How many are being moved away from a server. */
    int countFrom(Server server) {
        return from(server).size();
    }
}
