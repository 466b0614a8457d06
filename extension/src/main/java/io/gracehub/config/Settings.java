// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import io.gracehub.GracefulShutdownMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The library's configuration, checked. The properties behind it are the constants of {@code Property}. */
public record Settings(Hubs hubs, Shutdown shutdown, Server server, Access access, Sending sending) {

    /** Returns the mode of the hubs that have none of their own. */
    public GracefulShutdownMode mode() {
        return hubs.others().mode();
    }

    /** Returns the timeout of the hubs that have none of their own. */
    public Duration timeout() {
        return hubs.others().timeout();
    }

    /** Returns the settings of the hub with this path: its own where it has some, else the server's. */
    public HubSettings hub(String path) {
        return hubs.overrides().getOrDefault(path, hubs.others());
    }

    /**
     * Returns the time that a drain has, from its trigger to its end: the longest of the server's timeout and the
     * timeouts of the hubs that take part.
     */
    public Duration deadline() {
        return Stream.concat(
                        Stream.of(timeout()),
                        hubs.overrides().values().stream()
                                .filter(HubSettings::takesPart)
                                .map(HubSettings::timeout))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    static void requireNotNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a duration must not be negative: " + duration);
        }
    }

    static void requirePositive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a duration must be longer than zero: " + duration);
        }
    }

    static void requirePositive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("a number must be at least 1: " + number);
        }
    }

    /**
     * The settings per hub.
     *
     * @param others for the hubs without an override
     * @param overrides by the path of the hub
     */
    public record Hubs(HubSettings others, Map<String, HubSettings> overrides) {

        public Hubs {
            overrides = Map.copyOf(overrides);
        }
    }

    /**
     * What all hubs share in a drain.
     *
     * @param hookTimeout the longest run of one hook; empty: only the deadline bounds it
     * @param retryAfter what late handshakes are told to wait
     * @param signals whether SIGTERM and SIGINT start a drain
     */
    public record Shutdown(
            Optional<Duration> hookTimeout, Offline offline, Duration retryAfter, Closing closing, boolean signals) {

        public Shutdown {
            hookTimeout.ifPresent(Settings::requirePositive);
            requireNotNegative(retryAfter);
        }
    }

    /**
     * What proves that the server is offline.
     *
     * @param probes DOWN answers to the readiness probe, while no gateway is linked
     * @param timeout the longest wait for the proof
     */
    public record Offline(int probes, Duration timeout) {

        public Offline {
            requirePositive(probes);
            requireNotNegative(timeout);
        }
    }

    /**
     * The pace of the mode {@code close-clients}.
     *
     * @param batch clients closed at once; empty: computed from the time left
     * @param interval the time between two batches; empty: computed from the time left
     * @param jitter the window that clients are told to spread their reconnects over
     */
    public record Closing(OptionalInt batch, Optional<Duration> interval, Duration jitter) {

        public Closing {
            batch.ifPresent(Settings::requirePositive);
            interval.ifPresent(Settings::requirePositive);
            requireNotNegative(jitter);
        }
    }

    /**
     * What this server is to gateways and other servers.
     *
     * @param name without spaces, at most 128 characters
     * @param revision the revision of the deployment
     */
    public record Server(String name, Optional<String> revision, MigrationLevel migrationLevel) {

        public Server {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a server's name must not be blank");
            }
        }
    }

    /**
     * Who may talk to the server's own endpoints.
     *
     * @param linkSecret shared with the gateways; empty: no gateway can link
     * @param controlToken of the operator endpoint; empty: there is no such endpoint
     */
    public record Access(Optional<Secret> linkSecret, Optional<Secret> controlToken) {}

    /**
     * The bounds of what is sent to one connection.
     *
     * @param maxBacklog bytes that may wait to be written out
     * @param timeout the longest write of one message
     */
    public record Sending(int maxBacklog, Duration timeout) {

        public Sending {
            requirePositive(maxBacklog);
            requirePositive(timeout);
        }
    }
}
