// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import java.time.Duration;

/**
 * The bounds of a connection's sends.
 *
 * @param maxBacklog most bytes that may wait to be written
 * @param sendTimeout longest time that one write may take
 */
public record ConnectionSettings(int maxBacklog, Duration sendTimeout) {

    public ConnectionSettings {
        if (maxBacklog <= 0 || sendTimeout.isNegative() || sendTimeout.isZero()) {
            throw new IllegalArgumentException("bounds must be positive: " + maxBacklog + ", " + sendTimeout);
        }
    }

    /** Above this, a handler that replies is held until its reply is written: the client's own pace, not its death. */
    int replyBacklog() {
        return maxBacklog / 4;
    }
}
