// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import io.gracehub.Clients;
import io.gracehub.HubConnection;
import io.gracehub.codec.Codecs;
import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The connections of one hub on this server: the library's own registry, since the container's
 * {@code getOpenSessions()} forgets sessions that are open (facts: Open Liberty, when the HTTP session expires).
 */
public final class Connections {

    private final String hub;
    private final ConnectionSettings settings;
    private final Json json;
    private final Threads threads;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet(); // by identity: an id may return early
    private final Map<Departure, Integer> departures = new ConcurrentHashMap<>();

    /**
     * The threads that blocking calls of the container run on.
     *
     * @param writes writes that have no asynchronous form; few threads
     * @param rescues closes that free a stuck write; a thread at once for each
     */
    public record Threads(Executor writes, Executor rescues) {}

    /**
     * Makes an empty registry.
     *
     * @param hub the hub's path, for messages
     */
    public Connections(String hub, ConnectionSettings settings, Json json, Threads threads) {
        this.hub = hub;
        this.settings = settings;
        this.json = json;
        this.threads = threads;
    }

    /** Makes the connection of a new session and takes it in. */
    public Connection open(Session session, Codecs codecs, Arrival arrival) {
        Connection connection = new Connection(arrival, this, session, codecs);
        session.getUserProperties().put(HubConnection.class.getName(), connection);
        connections.add(connection);
        return connection;
    }

    /**
     * Lets a connection go. Only the first call for a connection counts; one that has left has migrated. It is counted
     * before it is gone: whoever sees none left sees how all have ended.
     */
    public synchronized void remove(Connection connection, Departure departure) {
        if (connections.contains(connection)) {
            departures.merge(connection.hasLeft() ? Departure.MIGRATED : departure, 1, Integer::sum);
            connections.remove(connection);
        }
    }

    /** Returns how many connections have ended that way since the application started. */
    public int departed(Departure departure) {
        return departures.getOrDefault(departure, 0);
    }

    public int count() {
        return connections.size();
    }

    public Clients clients() {
        return new Selection(this, connection -> true);
    }

    public Collection<Connection> all() {
        return Collections.unmodifiableSet(connections);
    }

    /**
     * Gives up writes that take too long, and returns the connections whose session has been closed for a whole
     * interval between two sweeps without the container telling it.
     */
    public List<Connection> sweep(long nowNanos) {
        List<Connection> dead = new ArrayList<>();
        for (Connection connection : connections) {
            if (connection.sweep(nowNanos)) {
                dead.add(connection);
            }
        }
        return dead;
    }

    String hub() {
        return hub;
    }

    ConnectionSettings settings() {
        return settings;
    }

    Json json() {
        return json;
    }

    public Threads threads() {
        return threads;
    }
}
