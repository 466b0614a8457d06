// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.Servers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The connections that are at no server and wait for one, in the order in which they came. Lives on the control loop. */
final class Homeless {

    private final Servers servers;
    private final Map<Connection, Seeker> seekers = new LinkedHashMap<>();

    /**
     * What is known of one of them.
     *
     * @param from the server that it was at
     * @param tried servers that have refused it
     */
    record Seeker(Server from, Set<Server> tried) {}

    Homeless(Servers servers) {
        this.servers = servers;
    }

    void add(Connection connection, Seeker seeker) {
        seekers.put(connection, seeker);
    }

    /** Forgets who has refused it, if it still waits: whoever has may take it by now, as it was slow or has resumed. */
    void forgetRefusals(Connection connection, Seeker seeker) {
        seekers.replace(connection, seeker, new Seeker(seeker.from(), Set.of()));
    }

    /** Returns whether it was one. */
    boolean remove(Connection connection) {
        return seekers.remove(connection) != null;
    }

    boolean contains(Connection connection) {
        return seekers.containsKey(connection);
    }

    int count() {
        return seekers.size();
    }

    /** How many were at a server last. */
    int countFrom(Server server) {
        return Math.toIntExact(seekers.values().stream()
                .filter(seeker -> seeker.from() == server)
                .count());
    }

    /** Moves those on for whom there are a place and a server. */
    void place(Moving moving) {
        for (Map.Entry<Connection, Seeker> entry : List.copyOf(seekers.entrySet())) {
            if (!moving.free()) {
                return;
            }
            Connection connection = entry.getKey();
            Seeker seeker = entry.getValue();
            servers.anyTarget(seeker.from(), seeker.tried()).ifPresent(target -> {
                seekers.remove(connection);
                moving.place(connection, target);
            });
        }
    }
}
