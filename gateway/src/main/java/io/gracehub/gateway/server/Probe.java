// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

import java.util.function.Consumer;

/** Asks a server without a link whether it is ready. */
public interface Probe {

    /** {@code GET /health/ready} on the server's port, with a bound; the answer comes on the control loop. */
    void ask(ServerAddress server, Consumer<Answer> answer);

    /** What a server answered. */
    enum Answer {
        /** 2xx, or a server that has no such page (404). */
        READY,
        /** Any other status. */
        NOT_READY,
        /** Nothing, in time. */
        UNREACHABLE
    }
}
