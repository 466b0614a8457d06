// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

/**
 * One hub as seen from code: its clients on this server, and where the server is in its shutdown. Injectable into any
 * bean: {@code @Inject HubContext<Chat> hub}. Safe for use by several threads.
 *
 * @param <H> the hub's class, annotated {@link Hub}
 */
public interface HubContext<H> {

    /**
     * Returns the clients that are connected to this hub on this server, live: the answer's methods look at those
     * that are connected when they are called.
     *
     * @return all clients of the hub
     */
    Clients clients();

    /**
     * Returns what the stage {@link Stage#CLIENTS} does with this hub's clients: the hub's own setting
     * ({@code gracehub.hub."<path>".shutdown.mode}), else the server's ({@code gracehub.shutdown.mode}).
     *
     * @return the mode
     */
    GracefulShutdownMode mode();

    /**
     * Returns the stage that the server is in.
     *
     * @return the stage; {@link Stage#RUNNING} unless a drain is under way or has ended
     */
    Stage stage();
}
