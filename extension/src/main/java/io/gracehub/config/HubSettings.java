// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import io.gracehub.GracefulShutdownMode;
import java.time.Duration;

/**
 * How one hub takes part in a graceful shutdown.
 *
 * @param mode what is done with the hub's clients
 * @param timeout the hub's deadline, from the trigger of the drain
 */
public record HubSettings(GracefulShutdownMode mode, Duration timeout) {

    public HubSettings {
        Settings.requireNotNegative(timeout);
    }

    /** Tells whether a drain has anything to do with the hub's clients. */
    public boolean takesPart() {
        return mode != GracefulShutdownMode.OFF;
    }
}
