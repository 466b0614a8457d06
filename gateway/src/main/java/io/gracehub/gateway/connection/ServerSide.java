// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

/** One session with a server, as the client's frames go to it. All methods are called on the connection's loop. */
public interface ServerSide {

    /** Answers the server's Close frame, and lets the TCP connection go within a bound; nothing is told any more. */
    void farewell();

    /** Ends a session that is still open: Close 4100, then the end of the TCP connection within a bound. */
    void abandon();

    /** Ends it as if the network had: its TCP connection at once, and what follows is told. */
    void cut();
}
