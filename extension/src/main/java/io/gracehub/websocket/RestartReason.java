// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Why connections are closed when their server goes away. The text says how long each client is to wait before it
 * connects again, so that they do not come back all at once; its grammar is in {@code docs/spec/closing.md}.
 *
 * @param jitter the longest such wait; at most a day, as the configuration checks
 */
public record RestartReason(Duration jitter) {

    /** Returns the reason for one client, with a wait of its own. */
    CloseReason next() {
        long wait = ThreadLocalRandom.current().nextLong(jitter.toMillis() + 1);
        return new CloseReason(CloseCodes.SERVICE_RESTART, "server is restarting; retry-after=" + wait + "ms");
    }
}
