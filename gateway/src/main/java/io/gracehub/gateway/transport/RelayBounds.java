// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.config.GatewaySettings.Limits;
import java.time.Duration;

/**
 * What bounds a relayed connection in time and size.
 *
 * @param maxFrame longest payload of one frame
 * @param maxHeader longest head of a request or an answer
 * @param handshake longest time of a connect, of a TLS or WebSocket handshake, each
 * @param idle a connection without a byte for this long is closed; zero: never
 * @param closeReply how long a Close frame that has been passed on may go unanswered
 * @param end how long a TCP connection may outlive its closing handshake
 */
record RelayBounds(long maxFrame, int maxHeader, Duration handshake, Duration idle, Duration closeReply, Duration end) {

    /** What is kept of a client that is held, or that sends before its handshake is answered; then it is not read. */
    static final int KEPT = 64 * 1024;

    /** What waits to be delivered to a client between two messages of its server. */
    static final int UNDELIVERED = 1024 * 1024;

    /** Longest frame, and longest it may inflate to, of a client that may compress: such a frame is not passed piece by piece. */
    static final int INFLATED = 16 * 1024 * 1024;

    static RelayBounds of(Limits limits) {
        return new RelayBounds(
                limits.maxFrame(),
                limits.maxHeader(),
                limits.handshakeTimeout(),
                limits.idleTimeout(),
                Duration.ofSeconds(9),
                Duration.ofSeconds(5));
    }
}
