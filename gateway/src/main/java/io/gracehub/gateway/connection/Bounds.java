// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import java.time.Duration;

/** How long each state of a connection may last. Nothing waits for ever. */
final class Bounds {

    /** For the answer to the question where to go. */
    static final Duration CHOOSE = Duration.ofSeconds(2);

    /** For a TCP and TLS connection to the target, while the client still works where it is. */
    static final Duration DIAL = Duration.ofSeconds(5);

    /** For the end of a message that the client is sending. */
    static final Duration HOLD = Duration.ofSeconds(5);

    /** For a server's word over the link when its Close frame has come already; the link may have to be made again. */
    static final Duration WORD = Duration.ofSeconds(5);

    /** For a target when the connection has left its server. The client waits, and is closed with 1012 after that. */
    static final Duration SEEK = Duration.ofSeconds(10);

    /** The same after a crash, when all connections of a server come at once. */
    static final Duration SEEK_AFTER_CRASH = Duration.ofSeconds(30);

    /** For one target to take the connection. */
    static final Duration ARRIVE = Duration.ofSeconds(5);

    /** For the client to answer a Close frame. */
    static final Duration CLOSE = Duration.ofSeconds(15);

    /** Bytes that the application may send late while what it sent before is still on its way to the client. */
    static final int LATE = 1024 * 1024;

    private Bounds() {}
}
