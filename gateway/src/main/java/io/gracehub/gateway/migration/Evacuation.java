// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one draining server has asked for, and its connections that wait to be moved. */
final class Evacuation {

    private final Set<String> ids = new HashSet<>();
    private final Set<String> kept = new HashSet<>();
    private final Set<Connection> waiting = new LinkedHashSet<>();
    private boolean all;
    private boolean asked;
    private long deadline;
    private boolean bounded;

    void deadline(Duration left) {
        deadline = System.nanoTime() + left.toNanos();
        bounded = true;
    }

    void ask(@Nullable List<String> connections) {
        asked = true;
        if (connections == null) {
            all = true;
        } else {
            ids.addAll(connections);
        }
    }

    boolean concerns(Connection connection) {
        return asked && (all || ids.contains(connection.id()));
    }

    void add(Connection connection) {
        waiting.add(connection);
    }

    void remove(Connection connection) {
        waiting.remove(connection);
    }

    int waiting() {
        return waiting.size();
    }

    /** Takes the one that has waited longest. */
    @Nullable
    Connection next() {
        Iterator<Connection> first = waiting.iterator();
        if (!first.hasNext()) {
            return null;
        }
        Connection next = first.next();
        first.remove();
        return next;
    }

    /** Those that cannot be moved for now and whose server has not been told yet. */
    Collection<Connection> newlyKept() {
        return waiting.stream().filter(each -> kept.add(each.id())).toList();
    }

    /** The time that is left until the server closes whoever is there. */
    Duration left(Duration unbounded) {
        if (!bounded) {
            return unbounded;
        }
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        return left.isNegative() ? Duration.ZERO : left.plusSeconds(1);
    }
}
