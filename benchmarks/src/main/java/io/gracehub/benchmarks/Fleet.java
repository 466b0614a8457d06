// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.client.NumberedClients;
import io.gracehub.benchmarks.process.Descriptors;
import io.gracehub.benchmarks.process.Ports;
import io.gracehub.benchmarks.process.Usage;
import io.gracehub.benchmarks.proxy.Front;
import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.proxy.Metrics;
import io.gracehub.benchmarks.server.Server;
import io.gracehub.benchmarks.wire.WireClients;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Two servers, A and B, behind one or several fronts that clients connect to, and the clients. */
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
    private final Way way;
    private final Arguments arguments;
    private final Server.Kind kind;
    private final WireClients wire;
    private final Map<String, Integer> ports;
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final List<Front> fronts;
    private @Nullable NumberedClients clients;

    /** What clients connect to, and the ports of the servers behind it. */
    private record Entrance(List<Front> fronts, Map<String, Integer> ports) {}

    private Fleet(Place place, Way way, WireClients wire, Arguments arguments, Entrance entrance) {
        this.place = place;
        this.way = way;
        this.arguments = arguments;
        this.kind = Server.Kind.valueOf(arguments.text("server").toUpperCase(Locale.ROOT));
        this.wire = wire;
        this.fronts = entrance.fronts();
        this.ports = entrance.ports();
    }

    /**
     * Starts what clients connect to, without servers yet; empty, with a word about it, if that is missing. Where there is a
     * setting {@code fronts}, there are so many of it, each with its own part of the clients.
     */
    static Optional<Fleet> start(
            Place place, Way way, List<String> gatewayOptions, WireClients wire, Arguments arguments) {
        Map<String, Integer> ports = Map.of(A, Ports.free(), B, Ports.free());
        List<Front> fronts = new ArrayList<>();
        for (int i = 0; i < count(arguments); i++) {
            Gateway.Start start = place.gateway("fleet-" + way.title() + "-" + i, gatewayOptions);
            Optional<Front> front = way.front(start, port(ports, A), port(ports, B));
            if (front.isEmpty()) {
                return Optional.empty();
            }
            fronts.add(front.get());
        }
        return Optional.of(new Fleet(place, way, wire, arguments, new Entrance(fronts, ports)));
    }

    private static int count(Arguments arguments) {
        return arguments.settings().containsKey("fronts") ? arguments.number("fronts") : 1;
    }

    /** How many clients the limit of open files allows: of the fronts, and of the server and of this process. */
    static int mostClients(Arguments arguments) {
        return Math.min(
                count(arguments) * Descriptors.proxiedConnections(), Descriptors.connections() - WARM_CONNECTIONS);
    }

    private static int port(Map<String, Integer> ports, String name) {
        return Objects.requireNonNull(ports.get(name));
    }

    /** Starts both servers, and opens clients while there is only A. */
    void begin(int count) {
        ready(A);
        open(count);
        ready(B);
    }

    /** Opens clients, at the servers that run now. */
    void open(int count) {
        List<URI> addresses =
                fronts.stream().map(front -> front.proxy().address(PATH)).toList();
        clients = new NumberedClients(wire, addresses, count, way.backoff(arguments));
    }

    /** Starts a server unless it runs. */
    void ready(String name) {
        Server server = servers.get(name);
        if (server == null || !server.isAlive()) {
            startServer(name);
        }
    }

    /** Starts a server where it was before, warms it with clients of its own, and waits until all fronts have it. */
    private void startServer(String name) {
        List<String> options = new ArrayList<>(List.of("-Dbench.server.name=" + name));
        options.addAll(way.serverOptions(name, arguments.number("timeout.seconds")));
        int port = port(ports, name);
        Server server = kind.startAt(port, place.target(), way.title() + "-" + name, options, way.war(place));
        Server before = servers.put(name, server);
        if (before != null) {
            before.close();
        }
        try (NumberedClients own = new NumberedClients(wire, server.ws(PATH), WARM_CONNECTIONS)) {
            own.start(WARM_RATE);
            NumberedClients.pause(Duration.ofSeconds(arguments.number("warm-up.seconds")));
            own.stop(BOUND);
        }
        NumberedClients.pause(FAREWELL);
        for (Front front : fronts) {
            front.admit(port);
            await(front.proxy().name() + " uses " + name, () -> front.uses(port));
        }
    }

    /** Lets no new connection come to a server, where its way of stopping begins so. */
    void drain(String name) {
        if (!way.notice().isZero()) {
            fronts.forEach(front -> front.drain(port(ports, name)));
            NumberedClients.pause(way.notice());
        }
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

    /** Returns the name of the server that runs, where one does. */
    String running() {
        return servers.entrySet().stream()
                .filter(server -> server.getValue().isAlive())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no server runs"));
    }

    WireClients wire() {
        return wire;
    }

    Way way() {
        return way;
    }

    /** Tells what each of the fronts and both servers has used so far. */
    List<Supplier<Usage>> usages() {
        List<Supplier<Usage>> usages = new ArrayList<>();
        fronts.forEach(front -> usages.add(front.proxy()::usage));
        servers.values().forEach(server -> usages.add(server::usage));
        return usages;
    }

    /** Returns the one gateway in front. */
    Gateway gateway() {
        if (fronts.size() == 1 && fronts.get(0) instanceof Gateway gateway) {
            return gateway;
        }
        throw new IllegalStateException("not one gateway is in front, but " + fronts.size() + " for " + way);
    }

    /** Returns what all gateways in front tell, together. */
    Metrics metrics() {
        return fronts.stream()
                .filter(Gateway.class::isInstance)
                .map(front -> ((Gateway) front).metrics())
                .reduce(Metrics.NONE, Metrics::plus);
    }

    NumberedClients clients() {
        return Objects.requireNonNull(clients);
    }

    /** Closes all clients' connections, from their side. */
    void closeClients() {
        NumberedClients opened = clients;
        if (opened != null) {
            opened.close();
            clients = null;
        }
    }

    @Override
    public void close() {
        closeClients();
        servers.values().forEach(Server::close);
        fronts.forEach(Front::close);
    }
}
