// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

/** What the stage CLIENTS does about the clients of one hub until they have gone, or until the hub's time is up. */
interface Parting {

    /** Does what is due now, without waiting; returns when it wants to be called again at the latest. */
    Deadline proceed();

    /** Begins what the hub's mode asks for. */
    static Parting of(Drain drain, ServedHub hub) {
        return switch (hub.mode()) {
            case OFF, WAIT_FOR_CLIENTS_CLOSE -> new WaitForClients(drain.deadlineOf(hub));
            case CLOSE_CLIENTS -> new CloseAtAPace(drain, hub);
            case MIGRATE_CLIENTS -> new MigrateClients(drain, hub);
        };
    }
}
