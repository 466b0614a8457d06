// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.frame.CloseStatus;

/** One client's connection. All events come on its loop. */
public final class Connection {

    private final String id;

    Connection(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** The boundary that {@link ClientSide#hold} asked for has been reached. */
    public void held(long messages) {}

    /** A Close frame has come from a server. Returns whether it is to be passed on to the client; else it was a mark. */
    public boolean serverClosing(ServerSide from, CloseStatus status) {
        return true;
    }

    /**
     * A session with a server has ended without a Close frame.
     *
     * @param midMessage whether the client has got a part of a message whose rest will never come
     */
    public void serverLost(ServerSide from, boolean midMessage) {}

    /** The client's TCP connection has ended, with or without a closing handshake. */
    public void clientGone() {}

    /** A server can be reached. */
    public void dialed(ClientSide.Dialing dialing) {}

    /** A server cannot be reached or does not take the connection; the text says why, for people. */
    public void refused(ClientSide.Dialing dialing, String why) {}

    /** A server has taken the connection. */
    public void arrived(ClientSide.Dialing dialing, ServerSide session) {}
}
