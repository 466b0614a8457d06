// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.link;

import java.time.Duration;

/** The names, limits and times that both ends of a link keep to. */
public final class LinkProtocol {

    /** Where a server offers its end of the link, below its context root. */
    public static final String PATH = "/gracehub/link";

    /** The WebSocket subprotocol of a link. */
    public static final String SUBPROTOCOL = "gracehub.v1";

    /** On the handshake of a client's WebSocket to a server: the connection's id. */
    public static final String CONNECTION_HEADER = "Gracehub-Connection";

    /** On the handshake of a client's WebSocket to a server: the token of the link that vouches for it. */
    public static final String LINK_HEADER = "Gracehub-Link";

    /** On the handshake of a connection that moves, {@code true}: its state has been announced, or it must not come. */
    public static final String MIGRATED_HEADER = "Gracehub-Migrated";

    /** Headers that start like this are the link's own: a gateway strips them from what clients send. */
    public static final String HEADER_PREFIX = "Gracehub-";

    /** Longest message on a link, in characters. */
    public static final int MAX_MESSAGE = 1024 * 1024;

    /** Largest state of one connection, in bytes of UTF-8. */
    public static final int MAX_STATE = 64 * 1024;

    /** Time between two pings, each way. */
    public static final Duration PING_INTERVAL = Duration.ofSeconds(5);

    /** Pings in a row without an answer after which a link is dead. */
    public static final int MISSED_PINGS = 3;

    /** Time between two {@code fin}, until one is answered. */
    public static final Duration FIN_INTERVAL = Duration.ofSeconds(1);

    /** Time between two {@code migrate}, and between two {@code leave} of a connection, until they are answered. */
    public static final Duration SAID_AGAIN = Duration.ofSeconds(2);

    /** How long a server expects a connection that was announced. */
    public static final Duration EXPECTED_FOR = Duration.ofSeconds(10);

    private LinkProtocol() {}
}
