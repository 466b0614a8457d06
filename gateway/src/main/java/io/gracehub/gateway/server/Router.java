// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

import java.util.Set;

/** Says which server a request goes to. Called on any thread; never blocks. */
public interface Router {

    /**
     * Chooses the ready server with the fewest connections among those whose context root is the longest that fits.
     *
     * @param path the path of the request
     * @param tried servers that have refused it or could not be reached
     */
    Route route(String path, Set<Server> tried);

    /** Where a request goes. */
    sealed interface Route {

        /** To this server. */
        record To(Server server) implements Route {}

        /** No server is ready, or all have been tried: 503 with {@code Retry-After}. */
        record Unavailable() implements Route {}

        /** No configured server has such a context root: 404. */
        record Unknown() implements Route {}
    }
}
