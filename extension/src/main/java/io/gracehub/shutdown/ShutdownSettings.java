// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import java.time.Duration;
import java.util.Optional;

/**
 * What the shutdown is told by the configuration.
 *
 * @param server the server's name
 * @param timeout the one deadline, from the trigger
 * @param hookTimeout longest run of one hook; empty: the deadline alone bounds it
 * @param offlineProbes DOWN answers that prove the server offline
 * @param offlineTimeout longest wait for that proof
 */
public record ShutdownSettings(
        String server, Duration timeout, Optional<Duration> hookTimeout, int offlineProbes, Duration offlineTimeout) {}
