// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.client.NumberedClients;
import io.gracehub.benchmarks.hub.DrainServlet;
import io.gracehub.benchmarks.hub.NumberedHub;
import io.gracehub.benchmarks.process.Ports;
import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.server.Server;
import io.gracehub.benchmarks.server.War;
import io.gracehub.benchmarks.wire.WireClients;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two servers, A and B, behind one gateway, and the clients, all of which are at A when it begins. */
final class Fleet implements AutoCloseable {

    static final String A = "A";
    static final String B = "B";

    private static final String PATH = "/hubs/numbered";
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Duration FAREWELL = Duration.ofMillis(500);
    private static final int WARM_CONNECTIONS = 200;
    private static final int WARM_RATE = 5_000;

    private final Place place;
    private final Server.Kind kind;
    private final WireClients wire;
    private final Duration warmUp;
    private final Map<String, Integer> ports;
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final Gateway gateway;
    private @Nullable NumberedClients clients;

    private Fleet(Place place, WireClients wire, Arguments arguments, Gateway gateway, Map<String, Integer> ports) {
        this.place = place;
        this.kind = Server.Kind.valueOf(arguments.text("server").toUpperCase(Locale.ROOT));
        this.wire = wire;
        this.warmUp = Duration.ofSeconds(arguments.number("warm-up.seconds"));
        this.gateway = gateway;
        this.ports = ports;
    }

    static Fleet start(Place place, List<String> gatewayOptions, WireClients wire, Arguments arguments) {
        Map<String, Integer> ports = Map.of(A, Ports.free(), B, Ports.free());
        Gateway.Start start = place.gateway("migration", gatewayOptions);
        URI[] roots = Stream.of(A, B)
                .map(name -> URI.create("http://127.0.0.1:" + ports.get(name) + "/hubs"))
                .toArray(URI[]::new);
        Gateway gateway = Gateway.start(start, roots)
                .orElseThrow(() -> new IllegalStateException(start.jar()
                        + " is missing: start this with mvn verify -Pbench-migration, which puts it there"));
        Fleet fleet = new Fleet(place, wire, arguments, gateway, ports);
        try {
            fleet.ready(A);
            fleet.clients = new NumberedClients(wire, gateway.proxy().address(PATH), arguments.number("clients"));
            fleet.ready(B);
            return fleet;
        } catch (RuntimeException failure) {
            fleet.close();
            throw failure;
        }
    }

    /** Starts a server unless it runs. */
    void ready(String name) {
        Server server = servers.get(name);
        if (server == null || !server.isAlive()) {
            startServer(name);
        }
    }

    /** Starts a server where it was before, warms it with clients of its own, and waits until the gateway has it. */
    private void startServer(String name) {
        War war = War.of("hubs", NumberedHub.class, DrainServlet.class).with(place.library());
        List<String> options = List.of(
                "-Dgracehub.server.name=" + name,
                "-Dgracehub.link.secret=" + Gateway.SECRET,
                "-Dgracehub.shutdown.mode=migrate-clients",
                "-Dgracehub.shutdown.timeout=60s");
        int port = Objects.requireNonNull(ports.get(name));
        Server server = kind.startAt(port, place.target(), "migration-" + name, options, war);
        Server before = servers.put(name, server);
        if (before != null) {
            before.close();
        }
        try (NumberedClients own = new NumberedClients(wire, server.ws(PATH), WARM_CONNECTIONS)) {
            own.start(WARM_RATE);
            NumberedClients.pause(warmUp);
            own.stop(BOUND);
        }
        NumberedClients.pause(FAREWELL);
        await("link to " + name, () -> gateway.metrics().value("gracehub_gateway_link_up", ":" + port) == 1);
    }

    /** Waits until something is so. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + BOUND + ": " + what);
            }
            NumberedClients.pause(LOOK_AGAIN);
        }
    }

    static String other(String name) {
        return name.equals(A) ? B : A;
    }

    static URI hub(Server server) {
        return server.ws(PATH);
    }

    Server server(String name) {
        return Objects.requireNonNull(servers.get(name));
    }

    WireClients wire() {
        return wire;
    }

    Gateway gateway() {
        return gateway;
    }

    NumberedClients clients() {
        return Objects.requireNonNull(clients);
    }

    @Override
    public void close() {
        NumberedClients opened = clients;
        if (opened != null) {
            opened.close();
        }
        servers.values().forEach(Server::close);
        gateway.close();
    }
}
