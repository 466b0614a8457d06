// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

/** How a connection ended, as the shutdown counts it. */
public enum Departure {
    /** The client closed it. */
    BY_CLIENT,
    /** The server closed it. */
    BY_SERVER,
    /** A gateway moved it to another server. */
    MIGRATED,
    /** It broke: no Close frame came. */
    FAILED
}
