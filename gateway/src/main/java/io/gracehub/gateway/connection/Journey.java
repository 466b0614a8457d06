// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.server.Server;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.Set;

/**
 * What a connection that is at no server takes along.
 *
 * @param from where it comes from
 * @param state of the application
 * @param lost whether messages may be missing
 * @param tried targets that have refused it
 */
record Journey(Server from, JsonObject state, boolean lost, Set<Server> tried) {

    /** That of a connection which its server has let go. */
    static Journey of(Server from, JsonObject state) {
        return new Journey(from, state, false, Set.of());
    }

    /** That of a connection whose server was lost. */
    static Journey afterCrash(Server from, JsonObject lastState) {
        return new Journey(from, lastState, true, Set.of());
    }

    Journey without(Server refused) {
        Set<Server> more = new HashSet<>(tried);
        more.add(refused);
        return new Journey(from, state, lost, Set.copyOf(more));
    }
}
