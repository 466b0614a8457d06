// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.link;

import io.gracehub.gateway.server.ServerAddress;

/** Opens links over the network. */
public interface LinkDialer {

    /**
     * Opens the WebSocket of a link: {@code GET <context>/gracehub/link}, subprotocol {@code gracehub.v1}, the secret
     * as bearer token, within the handshake timeout. All that follows is told on the control loop.
     */
    void dial(ServerAddress server, Events events);

    /** An open link's wire. Called on the control loop. */
    interface Wire {

        /** Sends a text message; sends keep their order and never block. */
        void send(String text);

        /** Sends a Ping. */
        void ping();

        /** Closes it; {@link Events#closed} follows, if it has not come before. */
        void close(int code, String reason);
    }

    /** What becomes of a dialled link: first one of opened, refused, failed; after opened in the end closed, once. */
    interface Events {

        void opened(Wire wire);

        /** The server has answered the handshake with this status: it is there, but offers no link (or not to us). */
        void refused(int status);

        /** It could not be reached; the text says why, for people. */
        void failed(String why);

        void received(String text);

        void pong();

        /** It has ended; 1006 without a Close frame. */
        void closed(int code, String reason);
    }
}
