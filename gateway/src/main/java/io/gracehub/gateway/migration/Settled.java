// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkProtocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The connections that their server does not let go. A server that has not seen the end of a former link yet takes its
 * connections for another gateway's: for as long as that may last, what it refuses is asked again. Lives on the control
 * loop.
 */
final class Settled {

    /** By then a server has missed the pings of a link that is no more. */
    static final Duration SEEN = LinkProtocol.PING_INTERVAL.multipliedBy(LinkProtocol.MISSED_PINGS + 1L);

    private final Loop control;
    private final Set<Connection> connections = new HashSet<>();
    private final Map<Server, Integer> ended = new HashMap<>();

    Settled(Loop control) {
        this.control = control;
    }

    /** A link to a server has ended. */
    void unlinked(Server server) {
        forget(server);
        ended.merge(server, 1, Integer::sum);
        control.after(SEEN, () -> ended.computeIfPresent(server, (same, links) -> links == 1 ? null : links - 1));
    }

    /** A server does not let a connection go. Returns whether that is its last word. */
    boolean refused(Server server, Connection connection) {
        boolean last = !ended.containsKey(server);
        if (last) {
            connections.add(connection);
        }
        return last;
    }

    boolean contains(Connection connection) {
        return connections.contains(connection);
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    /** What a server has refused before may be otherwise by now. */
    void forget(Server server) {
        connections.removeIf(connection -> connection.server() == server);
    }
}
