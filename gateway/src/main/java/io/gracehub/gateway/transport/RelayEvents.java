// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.connection.ClientSide;
import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.connection.Connections;
import io.gracehub.gateway.connection.ServerSide;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.server.Server;

/** What a relay tells: the events of a {@link Connection}, as a port, so that a test can listen. */
interface RelayEvents {

    void held(long messages);

    boolean serverClosing(ServerSide from, CloseStatus status);

    void serverLost(ServerSide from, boolean midMessage);

    void clientGone();

    void dialed(ClientSide.Dialing dialing);

    void refused(ClientSide.Dialing dialing, String why);

    void arrived(ClientSide.Dialing dialing, ServerSide session);

    /** Takes in a connection whose first server has answered 101. */
    interface Opening {

        /** Announced: whether the server knows its id. */
        RelayEvents open(String id, ClientSide client, ServerSide session, Server server, boolean announced);

        /** They go to the connections of this gateway. */
        static Opening into(Connections connections) {
            return (id, client, session, server, announced) ->
                    new ToConnection(connections.open(id, client, session, server, announced));
        }
    }

    /** Tells a connection. */
    record ToConnection(Connection connection) implements RelayEvents {

        @Override
        public void held(long messages) {
            connection.held(messages);
        }

        @Override
        public boolean serverClosing(ServerSide from, CloseStatus status) {
            return connection.serverClosing(from, status);
        }

        @Override
        public void serverLost(ServerSide from, boolean midMessage) {
            connection.serverLost(from, midMessage);
        }

        @Override
        public void clientGone() {
            connection.clientGone();
        }

        @Override
        public void dialed(ClientSide.Dialing dialing) {
            connection.dialed(dialing);
        }

        @Override
        public void refused(ClientSide.Dialing dialing, String why) {
            connection.refused(dialing, why);
        }

        @Override
        public void arrived(ClientSide.Dialing dialing, ServerSide session) {
            connection.arrived(dialing, session);
        }
    }
}
