// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkMessage;
import java.time.Duration;
import java.util.Set;

/** What a connection needs of the rest of the gateway. Called on the connection's loop; never blocks. */
public interface Carrier {

    /** A connection has been opened. */
    void opened(Connection connection);

    /** Says something to a server over its link; lost if there is none, which the connection's timers notice. */
    void tell(Server server, LinkMessage message);

    /**
     * Asks for a server to go to; the answer is {@link Connection#target} or {@link Connection#noTarget}.
     *
     * @param from the server that it is at, or was
     * @param tried servers that have refused it in this move
     * @param need why it is asked for
     */
    void seek(Connection connection, Server from, Set<Server> tried, Need need);

    /** A move that {@link #seek} or {@link Connection#move} has begun is over. */
    void moved(Connection connection, Move move);

    /** The connection has ended. */
    void ended(Connection connection);

    /** Why a target is sought. */
    enum Need {
        /** The one that was tried first has refused, and the connection still works where it is. */
        OTHER,
        /** The connection has left its server: an answer that there is none now may be followed by a target later. */
        LEFT,
        /** The connection's server has died; whether it is dead is for the carrier to find out. */
        CRASHED
    }

    /**
     * How a move ended.
     *
     * @param from the server that the connection was at
     * @param to the last target; the one it is at, if it was moved
     * @param outcome how
     * @param pause from the last message that went to the old server to the first that could go to the new one; zero
     *     unless it was moved
     * @param why for people; empty if it was moved
     */
    record Move(Server from, Server to, Outcome outcome, Duration pause, String why) {}

    /** How a move may end. */
    enum Outcome {
        /** Moved: in order, nothing lost. */
        MOVED,
        /** Moved after a crash: messages may be missing, and the application knows. */
        MOVED_AFTER_CRASH,
        /** It stays where it is, and works. */
        STAYED,
        /** The connection had to be closed. */
        CLOSED,
        /** The client left meanwhile, or the server closed the connection by itself. */
        ENDED
    }
}
