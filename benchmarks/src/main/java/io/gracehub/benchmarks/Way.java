// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.client.Backoff;
import io.gracehub.benchmarks.hub.DrainServlet;
import io.gracehub.benchmarks.hub.NumberedHub;
import io.gracehub.benchmarks.plain.NumberedEndpoint;
import io.gracehub.benchmarks.proxy.Balancer;
import io.gracehub.benchmarks.proxy.Front;
import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.server.War;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A way to stop a server that has clients. */
enum Way {

    /** The library with {@code migrate-clients}, behind the gateway. */
    MIGRATE(Duration.ZERO),

    /**
     * What is done today: plain endpoints behind a load balancer, which stops sending new connections before the signal, as
     * a {@code preStop} hook that sleeps has it; clients open their connections again.
     */
    DRAIN(Duration.ofSeconds(5)),

    /** The same without notice: the signal is the first that anybody hears of it. */
    CUT(Duration.ZERO);

    /** Settings: the bounds of the random waits before the first and the later attempts, in milliseconds. */
    static final String FIRST_BACKOFF = "backoff.first.millis";

    static final String MOST_BACKOFF = "backoff.most.millis";

    private final Duration notice;

    Way(Duration notice) {
        this.notice = notice;
    }

    static Way named(String name) {
        for (Way way : values()) {
            if (way.title().equals(name)) {
                return way;
            }
        }
        throw new IllegalArgumentException("found: ways=" + name + "; accepted: migrate, drain, cut, with commas");
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How clients open a connection again that has ended; null: they have no reason to. */
    @Nullable
    Backoff backoff(Arguments arguments) {
        return this == MIGRATE
                ? null
                : new Backoff(
                        Duration.ofMillis(arguments.number(FIRST_BACKOFF)),
                        Duration.ofMillis(arguments.number(MOST_BACKOFF)));
    }

    /** How long before the signal the front is told. */
    Duration notice() {
        return notice;
    }

    /** Options of a server's JVM for the library, where it is there. */
    List<String> serverOptions(String serverName, int timeoutSeconds) {
        return this == MIGRATE
                ? List.of(
                        "-Dgracehub.server.name=" + serverName,
                        "-Dgracehub.link.secret=" + Gateway.SECRET,
                        "-Dgracehub.shutdown.mode=migrate-clients",
                        "-Dgracehub.shutdown.timeout=" + timeoutSeconds + "s")
                : List.of();
    }

    War war(Place place) {
        return this == MIGRATE
                ? War.of("hubs", NumberedHub.class, DrainServlet.class).with(place.library())
                : War.of("hubs", NumberedEndpoint.class);
    }

    /** Starts what clients connect to; empty, with a word about it, if it is missing. */
    Optional<Front> front(Gateway.Start start, int... serverPorts) {
        if (this != MIGRATE) {
            return said(Balancer.start(start.directory(), serverPorts), "haproxy: apt-get install haproxy");
        }
        URI[] servers = IntStream.of(serverPorts)
                .mapToObj(port -> URI.create("http://127.0.0.1:" + port + "/hubs"))
                .toArray(URI[]::new);
        return said(
                Gateway.start(start, servers),
                start.jar() + ": start this with mvn verify and a profile bench-*, which puts it there");
    }

    private static Optional<Front> said(Optional<? extends Front> started, String missing) {
        if (started.isEmpty()) {
            System.out.println("MISSING " + missing);
        }
        return started.map(front -> front);
    }
}
