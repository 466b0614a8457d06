// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.server.Server;

/** The connections of this gateway. */
public final class Connections {

    /**
     * Takes in a connection whose first server has just answered 101. Called on the connection's loop; from now on the
     * count of {@code server} is this connection's to give back.
     */
    public Connection open(String id, ClientSide client, ServerSide session, Server server) {
        return new Connection(id);
    }
}
