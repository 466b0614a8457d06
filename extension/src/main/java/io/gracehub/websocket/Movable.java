// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import java.util.Map;

/** A connection that its carrier can move to another server. */
public interface Movable {

    /** The JSON of the values of the connection's state. */
    Map<String, String> state();

    /**
     * Lets it go when so many messages have been handled as the exit says. Does nothing for one that is closing or
     * leaving already. Never waits.
     */
    void leave(Exit exit);
}
