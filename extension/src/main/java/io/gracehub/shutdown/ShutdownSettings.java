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
 * @param closing how fast the mode {@code close-clients} closes connections
 */
public record ShutdownSettings(
        String server, Duration timeout, Optional<Duration> hookTimeout, Offline offline, ClosePace closing) {

    /**
     * What proves that the server is offline.
     *
     * @param probes DOWN answers
     * @param timeout longest wait for them
     */
    public record Offline(int probes, Duration timeout) {}
}
