// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import io.gracehub.Migration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a connection came to this server.
 *
 * @param id the connection's id; it is older than the connection where it comes from another server
 * @param migration what brought it here; null for a client that came by itself
 * @param state the JSON of the values that it brings
 */
public record Arrival(String id, @Nullable Migration migration, Map<String, String> state) {

    public Arrival {
        state = Map.copyOf(state);
    }

    /** A client that came by itself and gets an id here. */
    public static Arrival byItself() {
        return new Arrival(UUID.randomUUID().toString(), null, Map.of());
    }
}
