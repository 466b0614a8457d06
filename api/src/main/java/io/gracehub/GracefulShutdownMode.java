// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

/**
 * What the stage {@link Stage#CLIENTS} of a graceful shutdown does with a hub's clients. Set with
 * {@code gracehub.shutdown.mode}, in kebab-case: {@code wait-for-clients-close}.
 */
public enum GracefulShutdownMode {

    /**
     * The hub takes no part in the shutdown: nobody waits for its clients, and they are cut off when the container
     * stops. Its hooks run when the application stops.
     */
    OFF,

    /**
     * Clients stay until they close by themselves, usually because a hook told them to. The default.
     */
    WAIT_FOR_CLIENTS_CLOSE,

    /** Clients are closed with 1012 (Service Restart), spread over the time left. */
    CLOSE_CLIENTS,

    /** A gateway moves each connection to another server; the client notices nothing. */
    MIGRATE_CLIENTS
}
