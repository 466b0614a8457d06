// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Carrier.Move;
import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.server.Server;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has become of one drain of a server so far. Lives on the control loop, and may outlive the connections by long: it
 * keeps their ids.
 */
public final class DrainRecord {

    private final Server server;
    private final By by;
    private final Instant began = now();
    private final Set<String> away = new HashSet<>();
    private final Set<String> stayed = new HashSet<>();
    private @Nullable Instant ended;
    private int moved;
    private int closed;
    private int leftAtEnd;

    /** Who has begun a drain. */
    public enum By {
        SERVER,
        OPERATOR
    }

    DrainRecord(Server server, By by) {
        this.server = server;
        this.by = by;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    public By by() {
        return by;
    }

    public Instant began() {
        return began;
    }

    /** When it ended; nothing while it runs. */
    public Optional<Instant> ended() {
        return Optional.ofNullable(ended);
    }

    public boolean running() {
        return ended == null;
    }

    /** Connections that have been moved. */
    public int moved() {
        return moved;
    }

    /** Connections whose move was tried, and which are at the server all the same. */
    public int stayed() {
        return stayed.size();
    }

    /** Connections that had to be closed. */
    public int closed() {
        return closed;
    }

    /** Connections at the server: now, or when the drain had ended. */
    public int left() {
        return running() ? server.connections() : leftAtEnd;
    }

    void taken(Connection connection) {
        away.add(connection.id());
    }

    boolean idle() {
        return away.isEmpty();
    }

    /** A move of one of the server's connections has ended. */
    void over(Connection connection, Move move) {
        if (!away.remove(connection.id())) {
            return;
        }
        stayed.remove(connection.id());
        switch (move.outcome()) {
            case MOVED, MOVED_AFTER_CRASH -> moved++;
            case CLOSED -> closed++;
            case STAYED -> stayed.add(connection.id());
            case ENDED -> {}
        }
        if (!running()) {
            leftAtEnd = server.connections(); // it was under way when the drain ended
        }
    }

    /** A connection has ended. */
    void gone(Connection connection) {
        away.remove(connection.id());
        if (running()) {
            stayed.remove(connection.id());
        }
    }

    void end() {
        if (running()) {
            ended = now();
            leftAtEnd = server.connections();
        }
    }
}
