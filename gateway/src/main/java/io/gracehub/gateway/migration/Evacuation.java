// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Carrier.Move;
import io.gracehub.gateway.connection.Carrier.Outcome;
import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.server.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one draining server or its operator has asked for, and its connections that wait to be moved. */
final class Evacuation {

    /** Longer than any deadline: a server may say more than nanoseconds can count. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Set<String> ids = new HashSet<>();
    private final Set<String> kept = new HashSet<>();
    private final Set<Connection> waiting = new LinkedHashSet<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Set<Connection> resting = new HashSet<>();
    private int away;
    private int closed;
    private long begun;
    private boolean all;
    private boolean asked;
    private boolean underWay;
    private long deadline;
    private boolean bounded;
    private boolean byOperator;

    void deadline(Duration left) {
        Duration countable = left.compareTo(LONGEST) < 0 ? left : LONGEST;
        deadline = System.nanoTime() + countable.toNanos();
        bounded = true;
    }

    /** The server asks for all of its connections, or for these. Returns whether that is news. */
    boolean ask(@Nullable List<String> connections) {
        boolean news = connections == null ? !all : ids.addAll(connections);
        if (news) {
            asked = true;
            all |= connections == null;
            begun = System.nanoTime();
        }
        return news;
    }

    /** Whether the server itself drains. */
    boolean byServer() {
        return asked || bounded;
    }

    /** The server does not drain any more. */
    void takeBack() {
        asked = false;
        bounded = false;
        all = false;
        ids.clear();
        kept.clear();
        if (!byOperator) {
            waiting.clear();
        }
    }

    /** Whether an operator drains the server. */
    boolean byOperator() {
        return byOperator;
    }

    /** An operator drains the server, or takes it back. */
    void byOperator(boolean drains) {
        byOperator = drains;
        begun = System.nanoTime();
        if (!drains) {
            waiting.removeIf(each -> !concerns(each));
        }
    }

    boolean concerns(Connection connection) {
        return byOperator || (asked && (all || ids.contains(connection.id())));
    }

    /** One that stays for now is to be tried again. */
    void rest(Connection connection) {
        resting.add(connection);
    }

    void woken(Connection connection) {
        resting.remove(connection);
    }

    /** Whether nothing waits, now or soon. */
    boolean idle() {
        return waiting.isEmpty() && resting.isEmpty();
    }

    void add(Connection connection) {
        resting.remove(connection); // it may be at another server by the time it would be woken
        waiting.add(connection);
    }

    void remove(Connection connection) {
        waiting.remove(connection);
        resting.remove(connection);
    }

    int waiting() {
        return waiting.size();
    }

    /**
     * Whether one that waits may go now. The first one goes alone: two servers run code then that they have never run,
     * and one client waits for that instead of many.
     */
    boolean mayGo() {
        return !waiting.isEmpty() && (underWay || away == 0);
    }

    /** The first one has ended its move, or takes too long for the others to wait for it. */
    void underWay() {
        underWay = true;
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
        away++;
        return next;
    }

    /** One that was taken has ended its move. Returns whether it was the last, so that there is something to say. */
    boolean ended(Move move) {
        if (away == 0) {
            return false; // not one of these: its server has crashed
        }
        ended();
        if (move.outcome() == Outcome.MOVED || move.outcome() == Outcome.MOVED_AFTER_CRASH) {
            pauses.add(move.pause());
        } else if (move.outcome() == Outcome.CLOSED) {
            closed++;
        }
        return away == 0 && waiting.isEmpty() && !pauses.isEmpty();
    }

    /** One that was taken has ended its move, and nothing is known of how. */
    void ended() {
        if (away > 0) {
            away--;
            underWay();
        }
    }

    /** Says what has been done since the last time. */
    void say(Server from) {
        Collections.sort(pauses);
        Messages.MOVED.log(
                pauses.size(),
                from,
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                pauses.get(pauses.size() / 2).toMillis(),
                pauses.get(pauses.size() - 1).toMillis(),
                closed);
        pauses.clear();
        closed = 0;
        begun = System.nanoTime();
    }

    /** Those that cannot be moved for now and whose server has not been told yet. */
    Collection<Connection> newlyKept() {
        return waiting.stream().filter(each -> kept.add(each.id())).toList();
    }

    /** The time that is left until the server closes whoever is there; never zero, which would be no bound. */
    Duration left(Duration unbounded) {
        if (!bounded) {
            return unbounded;
        }
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        return (left.isNegative() ? Duration.ZERO : left).plusSeconds(1);
    }
}
