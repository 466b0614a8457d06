// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.connection.ClientSide.Dialing;
import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkMessage;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a connection can be in; each holds what is valid in it only. The transitions are in {@link Connection}. */
sealed interface State {

    /** Both directions flow. */
    record Open() implements State {}

    /** Both directions flow; a server to go to is being asked for. */
    record Choosing(Set<Server> tried) implements State {}

    /** Both directions flow; the target is being connected to. */
    record Preparing(Server target, Dialing dialing, Set<Server> tried) implements State {}

    /** Waits for a boundary between two of the client's messages. */
    record Holding(Server target, Dialing dialing) implements State {}

    /** The client is held; the old server handles what it has got, and leaves: its word and its Close frame are due. */
    static final class Leaving implements State {
        final Server target;
        final List<LinkMessage.Payload> late = new ArrayList<>();

        @Nullable
        Dialing dialing;

        @Nullable
        JsonObject left;

        boolean closed;

        Leaving(Server target, @Nullable Dialing dialing) {
            this.target = target;
            this.dialing = dialing;
        }
    }

    /** At no server: the client is held, and a server to go to is being asked for. */
    record Seeking(Journey journey) implements State {}

    /** Announced to the target, and connecting to it. */
    static final class Arriving implements State {
        final Journey journey;
        final Server target;
        Dialing dialing;
        boolean connected;
        boolean expected;

        Arriving(Journey journey, Server target, Dialing dialing, boolean connected) {
            this.journey = journey;
            this.target = target;
            this.dialing = dialing;
            this.connected = connected;
        }
    }

    /** A Close frame is on its way to the client, or the client has gone and nothing is left but to tell. */
    record Closing() implements State {}

    /** The client has gone. Terminal. */
    record Ended() implements State {}

    /**
     * What a connection that is at no server takes along.
     *
     * @param from where it comes from
     * @param state of the application
     * @param lost whether messages may be missing
     * @param tried targets that have refused it
     */
    record Journey(Server from, JsonObject state, boolean lost, Set<Server> tried) {
        Journey without(Server refused) {
            Set<Server> more = new HashSet<>(tried);
            more.add(refused);
            return new Journey(from, state, lost, Set.copyOf(more));
        }
    }
}
