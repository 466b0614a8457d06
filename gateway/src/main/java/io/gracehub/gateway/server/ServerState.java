// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

/** What a server is to the gateway. */
public enum ServerState {
    /** Known, and not yet seen alive. */
    JOINING,
    /** Takes new connections. */
    READY,
    /** Alive, but takes nothing new: it drains, or an operator has set it so. */
    OFFLINE,
    /** Not reachable. */
    GONE
}
