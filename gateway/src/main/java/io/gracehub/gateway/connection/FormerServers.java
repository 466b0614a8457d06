// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.server.Server;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The servers that a connection has left: for a while their applications may still send to it, and nobody else. */
final class FormerServers {

    /** A server relays for 30 s after its part of the move; the rest is for the way here. */
    static final Duration MAY_SPEAK = Duration.ofSeconds(35);

    private final Map<Server, Long> left = new HashMap<>();

    /** It has left a server at this time of {@link System#nanoTime}. */
    void left(Server server, long now) {
        left.values().removeIf(since -> over(since, now));
        left.put(server, now);
    }

    boolean maySpeak(Server server, long now) {
        Long since = left.get(server);
        return since != null && !over(since, now);
    }

    private static boolean over(long since, long now) {
        return now - since > MAY_SPEAK.toNanos();
    }
}
