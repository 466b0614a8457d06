// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

/** Where the instances of a hub come from. */
public interface HubInstances {

    /** Begins to use the hub for one connection. Called with the application's contexts. */
    Lease lease();

    /** The hub of one connection, until it is released. */
    interface Lease {

        /** Returns the instance that the next callback goes to: the bean itself, not a proxy. */
        Object instance();

        /** Ends the use; a hub that lives as long as its connection is destroyed. */
        void release();
    }
}
