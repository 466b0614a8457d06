// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import io.gracehub.Stage;
import io.gracehub.tck.app.Control;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.fault.FaultyWire;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.GatewayBuilder;
import io.gracehub.tck.harness.GatewayProcess;
import io.gracehub.tck.harness.Ports;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.ServerBuilder;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.migration.app.Visits;
import io.gracehub.tck.server.ServerKind;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Servers and a gateway before them. Each server has two applications with the same hubs: {@link #CALM}, whose
 * connections end with a crash, and {@link #ANY}, whose connections survive it.
 */
final class Cluster implements AutoCloseable {

    static final String CALM = "calm";
    static final String ANY = "any";
    static final String TOKEN = "a-token-that-only-these-tests-know";
    static final String SECRET = "a-secret-that-only-these-tests-know";

    /** The applications' deadline: a bound of these tests as any other, within which a slow machine moves all clients. */
    static final String TIMEOUT = Bound.seconds(25).toSeconds() + "s";

    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, Server> servers = new TreeMap<>();
    private final Map<String, Map<String, String>> properties = new TreeMap<>();
    private final Map<String, ServerKind> kinds = new TreeMap<>();
    private final Map<String, UnaryOperator<ServerBuilder>> builders = new TreeMap<>();
    private final Map<String, FaultyWire> wires = new TreeMap<>();
    private final GatewayProcess gateway;

    /** Starts a gateway before servers of these names, which do not run yet. */
    Cluster(String... names) {
        this(UnaryOperator.identity(), names);
    }

    /** The same, with more of what the gateway is started with. */
    Cluster(UnaryOperator<GatewayBuilder> more, String... names) {
        this(false, more, names);
    }

    private Cluster(boolean wired, UnaryOperator<GatewayBuilder> more, String... names) {
        for (String name : names) {
            ports.put(name, Ports.free());
            if (wired) {
                wires.put(name, new FaultyWire(ports.get(name)));
            }
        }
        gateway = more.apply(gateway()).start();
    }

    /** The same, with a wire before each server, through which its gateways reach it. */
    static Cluster wired(String... names) {
        return wired(UnaryOperator.identity(), names);
    }

    /** The same, with more of what the gateway is started with. */
    static Cluster wired(UnaryOperator<GatewayBuilder> more, String... names) {
        return new Cluster(true, more, names);
    }

    /** Returns the wire between gateways and a server. */
    FaultyWire wire(String name) {
        FaultyWire wire = wires.get(name);
        if (wire == null) {
            throw new IllegalStateException("server " + name + " has no wire");
        }
        return wire;
    }

    /** Returns the port by which gateways know a server. */
    private int gate(String name) {
        return wires.containsKey(name) ? wire(name).port() : ports.get(name);
    }

    /** Returns what starts another gateway before the same servers. */
    GatewayBuilder gateway() {
        GatewayBuilder builder = GatewayProcess.with()
                .property("gracehub.link.secret", SECRET)
                .property("gracehub.control.token", TOKEN);
        for (String name : ports.keySet()) {
            Stream.of(CALM, ANY).forEach(app -> builder.server(address(name, app)));
        }
        return builder;
    }

    GatewayProcess mainGateway() {
        return gateway;
    }

    /** Sets a property of a server, from its next start on. */
    void property(String server, String name, String value) {
        properties.computeIfAbsent(server, unknown -> new TreeMap<>()).put(name, value);
    }

    /** Sets the kind of a server, before its first start. */
    void kind(String server, ServerKind kind) {
        kinds.put(server, kind);
    }

    /** Adds to what a server is started with, before its first start. */
    void builder(String server, UnaryOperator<ServerBuilder> more) {
        builders.put(server, more);
    }

    /** Takes care that these servers run, none drains, and the others do not run. */
    void running(String... names) {
        List<String> wanted = List.of(names);
        servers.forEach((name, server) -> {
            if (server.alive() && !(wanted.contains(name) && sound(server))) {
                server.signal("KILL");
                server.exitCode(Bound.SOON);
            }
        });
        CompletableFuture.allOf(wanted.stream()
                        .filter(name -> !alive(name))
                        .map(name -> CompletableFuture.runAsync(() -> start(name)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static boolean sound(Server server) {
        return Stream.of(CALM, ANY)
                .allMatch(app -> server.get("/" + app + "/control").body().equals(Stage.RUNNING.name()));
    }

    /** Starts a server, again if it has run before, and waits until the gateway is linked to it. */
    void start(String name) {
        int mark = gateway.mark();
        Server former = servers.get(name);
        Server server;
        if (former == null) {
            server = first(name).start();
        } else {
            former.properties(properties.getOrDefault(name, Map.of()));
            server = former.again();
        }
        synchronized (this) {
            servers.put(name, server);
        }
        awaitLinked(gateway, mark, name);
    }

    private ServerBuilder first(String name) {
        ServerBuilder builder = Server.named("migration-" + name)
                .kind(kinds.getOrDefault(name, ServerKind.present()))
                .port(ports.get(name))
                .war(war(CALM, "shutdown-only"))
                .war(war(ANY, "any"))
                .property("gracehub.server.name", name)
                .property("gracehub.link.secret", SECRET);
        properties.getOrDefault(name, Map.of()).forEach(builder::property);
        return builders.getOrDefault(name, UnaryOperator.identity()).apply(builder);
    }

    private static WebArchive war(String name, String level) {
        return Wars.named(name)
                .packageOf(Visits.class)
                .classes(Control.class, Trace.class)
                .config("gracehub.shutdown.mode", "migrate-clients")
                .config("gracehub.shutdown.offline.timeout", "8s")
                .config("gracehub.shutdown.timeout", TIMEOUT)
                .config("gracehub.migration.level", level)
                .build();
    }

    /** Waits until a gateway has linked itself to both applications of a server, after a place in its output. */
    void awaitLinked(GatewayProcess linking, int mark, String name) {
        Stream.of(CALM, ANY)
                .forEach(app -> linking.awaitOutput(
                        mark, "GRACEHUB5200I: .*:" + gate(name) + "/" + app + ":", Bound.seconds(20)));
    }

    /** Waits until a gateway, of whose output nothing is known, has links to both applications of these servers. */
    void awaitLinks(GatewayProcess linking, String... names) {
        Bound.await(
                Bound.seconds(20),
                () -> "no links: " + linking.status(),
                () -> linking.metrics().sum("gracehub_gateway_link_up") == 2 * names.length);
    }

    private boolean alive(String name) {
        Server server = servers.get(name);
        return server != null && server.alive();
    }

    Server server(String name) {
        Server server = servers.get(name);
        if (server == null) {
            throw new IllegalStateException("server " + name + " was never started");
        }
        return server;
    }

    /** Returns the address of an application at a server, as the gateway writes it. */
    String address(String server, String app) {
        return "http://127.0.0.1:" + gate(server) + "/" + app;
    }

    /** Returns the address of an application behind the gateway. */
    URI at(String app) {
        return gateway.ws("/" + app);
    }

    /** Connects a client to a server without the gateway, so that a drain of the application waits for it. */
    WebSocketClient pin(String server, String app) {
        return WebSocketClient.connect(server(server).ws("/" + app + "/direct/0"));
    }

    /** Starts a drain of one application of a server. */
    void drain(String server, String app) {
        int status = server(server).post("/" + app + "/control/drain").status();
        if (status != 200) {
            throw new AssertionError("the drain of " + app + " at " + server + " was answered " + status);
        }
    }

    /** Takes a drain back, and waits until the gateway knows. */
    void resume(String server, String app) {
        int mark = gateway.mark();
        int status = server(server).post("/" + app + "/control/resume").status();
        if (status != 200) {
            throw new AssertionError("resume of " + app + " at " + server + " was answered " + status);
        }
        gateway.awaitOutput(mark, "GRACEHUB5208I: .*:" + gate(server) + "/" + app + " ", Bound.SOON);
    }

    /** Takes a drain back, whatever becomes of the link meanwhile, and waits until the server takes connections again. */
    void takeBack(String server, String app) {
        int status = server(server).post("/" + app + "/control/resume").status();
        if (status != 200) {
            throw new AssertionError("resume of " + app + " at " + server + " was answered " + status);
        }
        Bound.await(
                Bound.seconds(20),
                () -> app + " at " + server + " is not ready: " + gateway.status(),
                () -> gateway.status().getJsonArray("servers").getValuesAs(JsonObject.class).stream()
                        .anyMatch(told -> told.getString("address").equals(address(server, app))
                                && told.getString("state").equals("ready")));
    }

    /** Does what a test does with a fault; a failure says with which, and nothing is armed when it is over. */
    void withFault(Object fault, Runnable test) {
        try {
            test.run();
        } catch (AssertionError failure) {
            throw new AssertionError(fault + ": " + failure.getMessage(), failure);
        } finally {
            disarmAll();
        }
    }

    /** Forgets what the wires were armed for. */
    void disarmAll() {
        wires.values().forEach(FaultyWire::disarm);
    }

    /** Returns the ways of all clients of a fleet. */
    List<Chain> chains(Fleet fleet) {
        Map<String, List<Visit>> byClient = new LinkedHashMap<>();
        visits().forEach(visit -> byClient.computeIfAbsent(visit.client(), unknown -> new ArrayList<>())
                .add(visit));
        return fleet.ledgers().stream()
                .map(ledger -> new Chain(ledger, byClient.getOrDefault(ledger.client(), List.of())))
                .toList();
    }

    private List<Visit> visits() {
        return servers.entrySet().stream()
                .flatMap(entry -> entry.getValue().trace().stream()
                        .filter(Visit::isOne)
                        .map(line -> Visit.of(entry.getKey(), line)))
                .sorted(Comparator.comparing(Visit::nanos))
                .toList();
    }

    /** Waits until all clients of a fleet are at one of these servers, and says so if they do not come. */
    void awaitAt(Fleet fleet, String... names) {
        awaitAt(fleet, ledger -> true, names);
    }

    /** The same, for those clients that are meant. */
    void awaitAt(Fleet fleet, Predicate<Ledger> meant, String... names) {
        List<String> places = List.of(names);
        Bound.await(
                Bound.seconds(30),
                () -> "not all are at " + places + ": " + elsewhere(fleet, meant, places) + "\n"
                        + gateway.output()
                                .lines()
                                .skip(Math.max(0, gateway.output().lines().count() - 40))
                                .toList(),
                () -> elsewhere(fleet, meant, places).isEmpty());
    }

    /** Waits until the clients of a fleet that are connected are at one of these servers each, and the others at none. */
    void awaitSettled(Fleet fleet, String... names) {
        awaitSettled(fleet, ledger -> true, names);
    }

    /** The same, for those clients that are meant. */
    void awaitSettled(Fleet fleet, Predicate<Ledger> meant, String... names) {
        List<String> places = List.of(names);
        Bound.await(
                Bound.seconds(40),
                () -> "not settled at " + places + ": " + unsettled(fleet, meant, places),
                () -> unsettled(fleet, meant, places).isEmpty());
    }

    /** Waits until the gateway moves nothing: one whose server waits for what the network has changed is held to the deadline. */
    void awaitQuiet() {
        Bound.await(Bound.seconds(40), () -> "something is under way for ever: " + gateway.status(), () -> {
            JsonObject told = gateway.status().getJsonObject("gateway");
            return told.getInt("moving") == 0 && told.getInt("waiting") == 0;
        });
    }

    private List<Chain> unsettled(Fleet fleet, Predicate<Ledger> meant, List<String> places) {
        return chains(fleet).stream()
                .filter(chain -> meant.test(chain.ledger()))
                .filter(chain -> {
                    List<String> present = chain.unclosed().stream()
                            .filter(this::ofLiving)
                            .map(Visit::server)
                            .toList();
                    return chain.ledger().open()
                            ? present.size() != 1 || !places.containsAll(present)
                            : !present.isEmpty();
                })
                .toList();
    }

    /** Whether the process that traced a visit runs. */
    private boolean ofLiving(Visit visit) {
        Server server = server(visit.server());
        return server.alive() && visit.session().startsWith(server.pid() + "-");
    }

    /** Returns the name of the client that has a connection of this id; empty if none of the fleet's has. */
    String client(Fleet fleet, String id) {
        return chains(fleet).stream()
                .filter(chain ->
                        chain.visits().stream().anyMatch(visit -> visit.id().equals(id)))
                .map(chain -> chain.ledger().client())
                .findFirst()
                .orElse("");
    }

    private List<Chain> elsewhere(Fleet fleet, Predicate<Ledger> meant, List<String> places) {
        return chains(fleet).stream()
                .filter(chain -> meant.test(chain.ledger()))
                .filter(chain -> !places.contains(chain.place()))
                .toList();
    }

    /** The lines in which hubs say that a client's messages did not follow one another. */
    List<String> gaps(Fleet fleet) {
        List<String> clients = fleet.ledgers().stream().map(Ledger::client).toList();
        return servers.values().stream()
                .flatMap(server -> server.traceTexts().stream())
                .filter(line -> line.startsWith("gap "))
                .filter(line -> clients.stream().anyMatch(client -> line.contains("client=" + client + " ")))
                .toList();
    }

    @Override
    public void close() {
        servers.values().forEach(Server::close);
        gateway.close();
        wires.values().forEach(FaultyWire::close);
    }
}
