// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.server.Server;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of this gateway. May be asked from anywhere. */
public final class Connections {

    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final Set<Connection> shut = new HashSet<>();
    private final Carrier carrier;

    public Connections(Carrier carrier) {
        this.carrier = carrier;
    }

    /**
     * Takes in a connection whose first server has just answered 101. Called on the connection's loop; from now on the
     * count of {@code server} is this connection's to give back.
     *
     * @param announced whether the server knows its id, so that it can be moved
     */
    public Connection open(String id, ClientSide client, ServerSide session, Server server, boolean announced) {
        Connection connection = new Connection(id, client, session, server, carrier, announced);
        connections.put(id, connection);
        carrier.opened(connection);
        return connection;
    }

    /** Lets a connection go that has ended. */
    public void remove(Connection connection) {
        connections.remove(connection.id(), connection);
    }

    public Optional<Connection> find(String id) {
        return Optional.ofNullable(connections.get(id));
    }

    /** All that are there now. */
    public Collection<Connection> all() {
        return Collections.unmodifiableCollection(connections.values());
    }

    /** Those at a server. */
    public List<Connection> at(Server server) {
        return connections.values().stream()
                .filter(connection -> connection.server() == server)
                .toList();
    }

    /** Those at a server that can be moved. */
    public List<Connection> movable(Server server) {
        return at(server).stream().filter(Connection::movable).toList();
    }

    /** Closes so many of those that have not been closed before; the gateway itself stops. Control loop. */
    public void shut(int count) {
        connections.values().stream()
                .filter(shut::add)
                .limit(count)
                .forEach(connection -> connection.loop().execute(connection::shut));
    }

    public int count() {
        return connections.size();
    }
}
