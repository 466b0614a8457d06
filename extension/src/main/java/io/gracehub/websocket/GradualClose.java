// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import io.gracehub.connection.Connection;
import io.gracehub.connection.Connections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Closes a hub's connections with 1012, some at a time, and none twice. For one thread. */
public final class GradualClose {

    private final Connections connections;
    private final RestartReason reason;
    private final BooleanSupplier wanted;
    private final Set<Connection> told = new HashSet<>();

    GradualClose(Connections connections, RestartReason reason, BooleanSupplier wanted) {
        this.connections = connections;
        this.reason = reason;
        this.wanted = wanted;
    }

    /** Returns how many are there that have not been told, and that nobody else closes. */
    public int left() {
        return (int) untold().count();
    }

    /** Closes some, each after what is under way on it, if it is still wanted then. Waits for none. */
    public void close(int most) {
        for (Connection connection : untold().limit(most).toList()) {
            told.add(connection);
            connection.settle().thenRun(() -> {
                if (wanted.getAsBoolean()) {
                    connection.close(reason.next());
                }
            });
        }
    }

    private Stream<Connection> untold() {
        return connections.all().stream().filter(connection -> !told.contains(connection) && !connection.closing());
    }
}
