// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

/** The stages of a graceful shutdown, in their order. */
public enum Stage {

    /** No shutdown is under way: the server takes new connections. */
    RUNNING,

    /** Readiness is DOWN; new connections are still taken until the server is known to be offline. */
    OFFLINE,

    /** New handshakes are refused with 503; the shutdown hooks run, and what they sent is written out. */
    HOOKS,

    /** The clients leave, are closed, or are migrated, as the {@link GracefulShutdownMode} says. */
    CLIENTS,

    /** Whoever is left is closed with 1012 (Service Restart); the container goes on with its own stop. */
    STOPPED
}
