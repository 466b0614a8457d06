// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

import jakarta.websocket.Session;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One client's connection to a hub, as the client sees it: it survives a migration to another server, while the
 * {@link Session} under it is replaced. Safe for use by several threads.
 */
public interface HubConnection {

    /**
     * Returns the connection that a session belongs to.
     *
     * @param session a session of a hub, as its callbacks get it
     * @return the connection
     * @throws IllegalArgumentException if the session is not one of a hub
     */
    static HubConnection of(Session session) {
        if (session instanceof Supplier<?> view && view.get() instanceof HubConnection connection) {
            return connection; // the view that callbacks get: the application may clear the user properties
        }
        if (session.getUserProperties().get(HubConnection.class.getName()) instanceof HubConnection connection) {
            return connection;
        }
        throw new IllegalArgumentException("Session " + session.getId() + " does not belong to a class annotated @Hub");
    }

    /**
     * Returns the connection's identifier, the same before and after a migration and on every server.
     *
     * @return printable ASCII without spaces, unguessable
     */
    String id();

    /**
     * Returns this connection's view of the container's session. Sends through its remotes keep their order with
     * {@link #send} and may come from several threads at once.
     *
     * @return the session
     */
    Session session();

    /**
     * Sends a message to this client, after all that was sent to it before. See {@link Clients#send}.
     *
     * @param message the message
     * @return completes, never exceptionally, when the message has been written or has failed
     */
    CompletionStage<Delivery> send(Object message);

    /**
     * Returns the migration under way: in {@code @OnOpen} the one that brought the connection here, in
     * {@code @OnClose} the one that takes it away. Between the two, the one that brought it here.
     *
     * @return the migration; empty for a client that came, or goes, by itself
     */
    Optional<Migration> migration();

    /**
     * Returns the values that the application keeps with this connection. They travel with it.
     *
     * @return the state
     */
    ConnectionState state();
}
