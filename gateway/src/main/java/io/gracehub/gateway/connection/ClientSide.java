// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkMessage;

/**
 * The client's end of a connection. All methods are called on {@link #loop}, and what they cause is told to the
 * {@link Connection} on it.
 */
public interface ClientSide {

    /** The loop that both ends of this connection live on. */
    Loop loop();

    /**
     * Stops forwarding to the server at the next boundary between two messages, at once if there is one now; then
     * {@link Connection#held}. What the client sends from there on is kept, up to a bound; its pings are answered. The
     * other direction goes on.
     */
    void hold();

    /** Takes {@link #hold} back, whether the boundary has been reached or not: what was kept goes to the same server. */
    void release();

    /**
     * Begins a session with another server: a TCP connection, with TLS where configured. Ends with
     * {@link Connection#dialed} or {@link Connection#refused}. Bounded by the handshake timeout.
     */
    Dialing dial(Server server);

    /** Carries on with another session: what was kept goes there first, and forwarded messages count from zero again. */
    void attach(ServerSide session);

    /** Delivers a message of the application between two messages of the server. */
    void deliver(LinkMessage.Payload message);

    /**
     * Ends the connection: a Close frame at the next boundary of frames towards the client, then the end of the TCP
     * connection within a bound; {@link Connection#clientGone} follows. Where a frame is under way whose rest will
     * never come, the TCP connection is cut. The present session with the server is not touched.
     */
    void close(CloseStatus status);

    /** The attempt to open a session with another server. */
    interface Dialing {

        /**
         * Sends the client's own handshake once more, with a new key, the id and the token. Ends with
         * {@link Connection#arrived} or {@link Connection#refused}: an answer other than 101, another subprotocol or
         * any extension is a refusal. Bounded by the handshake timeout.
         */
        void open(String connection, String token);

        /** Gives it up; nothing is told any more. */
        void abandon();
    }
}
