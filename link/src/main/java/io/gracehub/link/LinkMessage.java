// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.link;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message on a link. Who sends it stands in each one's first words. */
public sealed interface LinkMessage {

    /** The name in the field {@code type}. */
    default String type() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /** A message about one connection. */
    sealed interface AboutConnection extends LinkMessage {

        /** The connection's id. */
        String connection();
    }

    /**
     * Server: the first message on a link.
     *
     * @param server the server's name
     * @param revision the deployment's revision; empty if it has none
     * @param hubs the path templates of its hubs
     * @param token random; the gateway puts it on each WebSocket that it opens for a client
     * @param stage the stage that the server is in, in upper case
     * @param level when connections may be moved: {@code off}, {@code shutdown-only} or {@code any}
     */
    record Hello(String server, String revision, List<String> hubs, String token, String stage, String level)
            implements LinkMessage {
        public Hello {
            hubs = List.copyOf(hubs);
        }
    }

    /**
     * Server: it goes offline; repeated until answered.
     *
     * @param mode the mode of its shutdown, in kebab-case
     * @param deadline the time that is left for all stages
     */
    record Fin(String mode, Duration deadline) implements LinkMessage {}

    /** Gateway: nothing new is routed to this server. */
    record FinAck() implements LinkMessage {}

    /** Server: the drain was taken back. */
    record Resume() implements LinkMessage {}

    /**
     * Server: move these connections.
     *
     * @param connections their ids; null: all of this link, and whichever comes until the drain ends
     */
    record Migrate(@Nullable List<String> connections) implements LinkMessage {
        public Migrate {
            connections = connections == null ? null : List.copyOf(connections);
        }
    }

    /**
     * Gateway: let a connection go when it has handled what was forwarded.
     *
     * @param to the name of the server that it goes to
     * @param messages text and binary messages forwarded on its present session
     */
    record Leave(String connection, String to, long messages) implements AboutConnection {}

    /**
     * Server: the hub has let a connection go, and all output was written; the Close frame follows on the session.
     *
     * @param state the connection's state
     */
    record Left(String connection, JsonObject state) implements AboutConnection {}

    /**
     * Server: the application sent this after the connection had left.
     *
     * @param payload what to deliver to the client
     */
    record Relay(String connection, Payload payload) implements AboutConnection {}

    /**
     * Gateway: a connection will arrive.
     *
     * @param from the name of the server that it comes from
     * @param to the name of the server that it arrives at, which is this message's reader
     * @param state the connection's state
     * @param lost whether the old server crashed, so that messages may be missing
     */
    record Expect(String connection, String from, String to, JsonObject state, boolean lost)
            implements AboutConnection {}

    /** Server: the announced connection may be opened now. */
    record Expecting(String connection) implements AboutConnection {}

    /**
     * Server: a connection's state, for a later crash; only at level {@code any}.
     *
     * @param state the connection's whole state
     */
    record State(String connection, JsonObject state) implements AboutConnection {}

    /**
     * Gateway: a connection could not be moved; the server keeps it.
     *
     * @param reason why, for people
     */
    record Stay(String connection, String reason) implements AboutConnection {}

    /** A message of the application. */
    sealed interface Payload {

        /** Returns its length, in characters or bytes. */
        int length();

        /** A text message. */
        record Text(String text) implements Payload {
            @Override
            public int length() {
                return text.length();
            }
        }

        /**
         * A binary message.
         *
         * @param bytes its payload; neither end changes it
         */
        @SuppressWarnings("ArrayRecordComponent") // a payload is passed on, never compared
        record Binary(byte[] bytes) implements Payload {
            @Override
            public int length() {
                return bytes.length;
            }
        }
    }
}
