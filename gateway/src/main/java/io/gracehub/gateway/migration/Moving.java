// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.server.Server;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connections that are being moved; there are few places. One that waits long for its handler, or for a client that
 * reads slowly, costs nothing meanwhile and gives its place to others. Lives on the control loop.
 */
final class Moving {

    /** How long a move keeps its place. */
    static final Duration PLACE = Duration.ofSeconds(1);

    private final int places;
    private final Loop control;
    private final Runnable freed;
    private final Set<Connection> connections = new HashSet<>();
    private final Map<Connection, Loop.Timer> placed = new HashMap<>();

    /** @param freed called when a connection that is still being moved has given its place away */
    Moving(int places, Loop control, Runnable freed) {
        this.places = places;
        this.control = control;
        this.freed = freed;
    }

    boolean free() {
        return placed.size() < places;
    }

    /** Moves a connection to a server; it is one of these until it tells how that ended. */
    void move(Connection connection, Server target, Duration patience) {
        add(connection, target);
        placed.put(connection, control.after(PLACE, () -> giveAway(connection)));
        connection.loop().execute(() -> connection.move(target, patience));
    }

    /** Tells a connection that is at no server of one to go to. */
    void place(Connection connection, Server target) {
        add(connection, target);
        connection.loop().execute(() -> connection.target(target));
    }

    private void add(Connection connection, Server target) {
        connections.add(connection);
        placed.put(connection, Loop.Timer.NONE);
        target.arriving();
    }

    private void giveAway(Connection connection) {
        placed.remove(connection);
        freed.run();
    }

    /** Its move has ended. Returns whether the connection was being moved. */
    boolean remove(Connection connection) {
        Loop.Timer timer = placed.remove(connection);
        if (timer != null) {
            timer.cancel();
        }
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
