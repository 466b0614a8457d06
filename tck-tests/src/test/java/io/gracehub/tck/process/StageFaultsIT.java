// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.ALL_STAGES;
import static io.gracehub.tck.process.Scenario.assertClosedWith1012;
import static io.gracehub.tck.process.Scenario.assertLeft;
import static io.gracehub.tck.process.Scenario.server;
import static io.gracehub.tck.process.Scenario.stages;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.StageRecorder;
import io.gracehub.tck.app.TarryHub;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.fault.FaultyWire;
import io.gracehub.tck.fault.Harm;
import io.gracehub.tck.fault.Passage;
import io.gracehub.tck.fault.Step;
import io.gracehub.tck.fault.Unit;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.GatewayProcess;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What breaks in each stage of a server that gets SIGTERM: clients, links, gateways, probes. */
@Tag("faults")
final class StageFaultsIT {

    private static final String HUB = "/chat/tarry";
    private static final int SIGTERM = 143;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STANDSTILL = Duration.ofSeconds(3);

    /** A stage, by what the application traces as it begins. */
    private enum At {
        OFFLINE("RUNNING>OFFLINE"),
        HOOKS("OFFLINE>HOOKS"),
        CLIENTS("HOOKS>CLIENTS"),
        STOPPED("CLIENTS>STOPPED");

        private final String transition;

        At(String transition) {
            this.transition = transition;
        }

        void await(Server server) {
            server.awaitTrace("stage " + transition, Bound.seconds(20));
        }
    }

    private enum Accident {
        RESET(Passage::cut),
        HALF_CLOSED(Passage::halfClose),
        SILENT(Passage::freeze);

        @SuppressWarnings("ImmutableEnumChecker") // it has no state
        private final Consumer<Passage> deed;

        Accident(Consumer<Passage> deed) {
            this.deed = deed;
        }
    }

    private static Wars tarrying(String mode) {
        return Wars.named("chat")
                .classes(TarryHub.class, StageRecorder.class, Trace.class)
                .config("gracehub.shutdown.mode", mode)
                .config("gracehub.shutdown.offline.timeout", "2s")
                .config("gracehub.shutdown.timeout", TIMEOUT.toSeconds() + "s");
    }

    private static Server linked(String mode) {
        return server(tarrying(mode).config("gracehub.link.secret", FakeGateway.SECRET))
                .start();
    }

    private static URI through(FaultyWire wire) {
        return URI.create("ws://127.0.0.1:" + wire.port() + HUB);
    }

    private static List<WebSocketClient> connected(URI uri, int count, WebSocketClient.Options options) {
        List<WebSocketClient> clients = WebSocketClient.connect(uri, count, options);
        clients.forEach(client -> client.exchange("hello", "echo hello"));
        return clients;
    }

    private static List<WebSocketClient> leaving(Server server) {
        return connected(server.ws(HUB), 5, WebSocketClient.options().leaveOn("exit"));
    }

    /** All four stages, the deadline kept, and the server's own end. */
    private static void assertEnded(Server server) {
        assertThat(server.exitCode(Bound.of(TIMEOUT.plusSeconds(10)))).isEqualTo(SIGTERM);
        assertThat(stages(server)).isEqualTo(ALL_STAGES);
        assertThat(length(server)).isLessThan(TIMEOUT.plus(Bound.seconds(3)));
    }

    /** From the beginning of the first stage to that of the last. */
    private static Duration length(Server server) {
        long began = server.awaitTrace(ALL_STAGES.get(0), Bound.SOON).nanos();
        long ended = server.awaitTrace(ALL_STAGES.get(3), Bound.SOON).nanos();
        return Duration.ofNanos(ended - began);
    }

    // ---- clients ----

    private record ClientFault(String mode, At stage, List<Accident> accidents) {}

    private static Stream<ClientFault> clients() {
        return Stream.of("wait-for-clients-close", "close-clients")
                .flatMap(mode -> Stream.of(At.values())
                        .filter(stage ->
                                stage != At.STOPPED || mode.startsWith("wait")) // else all have been closed by then
                        .flatMap(stage -> Stream.of(
                                new ClientFault(mode, stage, List.of(Accident.RESET, Accident.HALF_CLOSED)),
                                new ClientFault(mode, stage, List.of(Accident.SILENT)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    @Clause({"STAGE-11", "STAGE-20"})
    void client_thatBreaksInAStage_holdsNobodyUp(ClientFault fault) {
        boolean waits = fault.mode().startsWith("wait");
        boolean toDeadline = fault.stage() == At.STOPPED || fault.accidents().contains(Accident.SILENT);
        try (Server server = server(tarrying(fault.mode())).start();
                FaultyWire wire = new FaultyWire(server.port())) {
            List<WebSocketClient> leaving = leaving(server);
            List<WebSocketClient> staying =
                    waits && !toDeadline ? List.of() : connected(server.ws(HUB), 3, WebSocketClient.options());
            int count = fault.accidents().size();
            List<WebSocketClient> broken = connected(through(wire), count, WebSocketClient.options());
            List<Passage> victims = wire.passages();

            server.signal("TERM");
            fault.stage().await(server);
            for (int i = 0; i < count; i++) {
                fault.accidents().get(i).deed.accept(victims.get(i));
            }

            leaving.forEach(
                    client -> assertThat(client.awaitClosed(Bound.seconds(20)).code())
                            .isIn(waits ? List.of(1000) : List.of(1000, 1012)));
            assertThat(leaving)
                    .allSatisfy(client ->
                            assertThat(client.timeline().texts()).containsExactly("echo hello", "soon", "exit"));
            assertClosedWith1012(staying, Bound.seconds(20));
            assertEnded(server);
            if (staying.isEmpty()) {
                assertThat(length(server)).as("nobody was left").isLessThan(TIMEOUT.minusSeconds(2));
            }
            broken.forEach(WebSocketClient::close);
        }
    }

    // ---- links ----

    private record LinkFault(String what, Harm harm) {}

    private static List<LinkFault> linkFaults() {
        return List.of(
                new LinkFault("cut before", Harm.cutBefore()),
                new LinkFault("cut after", Harm.cutAfter()),
                new LinkFault("half-closed", Harm.halfClose()),
                new LinkFault("late by 3 s", Harm.stall(Duration.ofSeconds(3))),
                new LinkFault("silent from then on", Harm.freeze()));
    }

    /** Five gateways, each with another accident; and yet the drain goes its way. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"fin", "finack", "migrate"})
    @Clause({"STAGE-11", "STAGE-21"})
    void links_thatBreakAtAMessageOfADrain_doNotProlongIt(String message) {
        try (Server server = linked("migrate-clients");
                Gateways gateways = new Gateways(server, linkFaults().size())) {
            List<WebSocketClient> leaving = leaving(server);
            List<WebSocketClient> carried = gateways.connect();
            for (int i = 0; i < linkFaults().size(); i++) {
                gateways.wire(i)
                        .arm(
                                unit -> unit.isLinkMessage(message),
                                linkFaults().get(i).harm());
            }

            server.signal("TERM");

            At.CLIENTS.await(server);
            carried.forEach(client -> client.exchange("still", "echo still"));
            Bound.await(
                    Bound.SOON,
                    () -> "a link has not seen " + message,
                    () -> gateways.wires().stream().allMatch(FaultyWire::hasStruck));
            assertLeft(leaving);
            assertClosedWith1012(carried, Bound.seconds(20));
            assertEnded(server);
        }
    }

    /** Three gateways, each with another accident. */
    @ParameterizedTest
    @EnumSource
    @Clause({"STAGE-11", "STAGE-21"})
    void links_thatBreakInAStage_doNotProlongTheDrain(At stage) {
        List<Accident> accidents = List.of(Accident.values());
        try (Server server = linked("migrate-clients");
                Gateways gateways = new Gateways(server, accidents.size())) {
            List<WebSocketClient> leaving = leaving(server);
            List<WebSocketClient> carried = gateways.connect();

            server.signal("TERM");
            stage.await(server);
            for (int i = 0; i < accidents.size(); i++) {
                gateways.wire(i).passages().stream()
                        .filter(passage -> passage.leadsTo("/gracehub/link"))
                        .forEach(accidents.get(i).deed);
            }

            assertLeft(leaving);
            assertClosedWith1012(carried, Bound.seconds(20));
            assertEnded(server);
        }
    }

    // ---- gateways ----

    /** One is killed, one stands still for a while, one for good, and one works. */
    @ParameterizedTest
    @EnumSource
    @Clause({"GATE-23", "GATE-31", "GATE-43"})
    void gateways_thatFailInAStage_holdNobodyUp(At stage) {
        try (Server server = linked("migrate-clients");
                Gateways gateways = new Gateways(server, 4)) {
            List<WebSocketClient> leaving = leaving(server);
            List<WebSocketClient> clients = gateways.connect();

            server.signal("TERM");
            stage.await(server);
            gateways.gateway(0).signal("KILL");
            gateways.gateway(1).signal("STOP");
            gateways.gateway(2).signal("STOP");
            CompletableFuture.delayedExecutor(STANDSTILL.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> gateways.gateway(1).signal("CONT"));

            assertLeft(leaving);
            assertClosedWith1012(List.of(clients.get(3)), Bound.seconds(20));
            assertEnded(server);
            assertClosedWith1012(List.of(clients.get(1)), Bound.seconds(20));
            gateways.gateway(2).signal("CONT");
            assertThat(clients.get(2).awaitClosed(Bound.seconds(20)).code()).isIn(1006, 1012);
            assertThat(clients.get(0).awaitClosed(Bound.seconds(20)).code())
                    .isIn(stage == At.STOPPED ? List.of(1006, 1012) : List.of(1006));
        }
    }

    /** Gateways before one server, each on a wire of its own, with one client each. */
    private static final class Gateways implements AutoCloseable {

        private final List<FaultyWire> wires = new ArrayList<>();
        private final List<GatewayProcess> gateways = new ArrayList<>();

        Gateways(Server server, int count) {
            for (int i = 0; i < count; i++) {
                wires.add(new FaultyWire(server.port()));
                gateways.add(GatewayProcess.with()
                        .property("gracehub.link.secret", FakeGateway.SECRET)
                        .server("http://127.0.0.1:" + wires.get(i).port() + "/chat")
                        .start());
            }
            gateways.forEach(gateway -> gateway.awaitOutput(0, "GRACEHUB5200I", Bound.seconds(20)));
            gateways.forEach(GatewayProcess::awaitReady);
        }

        List<WebSocketClient> connect() {
            return gateways.stream()
                    .map(gateway -> connected(gateway.ws(HUB), 1, WebSocketClient.options())
                            .get(0))
                    .toList();
        }

        List<FaultyWire> wires() {
            return List.copyOf(wires);
        }

        FaultyWire wire(int index) {
            return wires.get(index);
        }

        GatewayProcess gateway(int index) {
            return gateways.get(index);
        }

        @Override
        public void close() {
            wires.forEach(FaultyWire::close);
            gateways.forEach(GatewayProcess::close);
        }
    }

    // ---- probes ----

    private enum ProbeWay {
        REQUEST((flow, unit) -> flow.there() && unit.kind() == Unit.Kind.HEAD),
        ANSWER((flow, unit) -> !flow.there() && unit.kind() == Unit.Kind.HEAD);

        @SuppressWarnings("ImmutableEnumChecker") // it has no state
        private final Step step;

        ProbeWay(Step step) {
            this.step = step;
        }
    }

    private static final List<Harm> PROBE_HARMS =
            List.of(Harm.cutBefore(), Harm.cutInside(), Harm.cutAfter(), Harm.halfClose(), Harm.freeze());

    @ParameterizedTest
    @EnumSource
    @Clause({"STAGE-6", "STAGE-22"})
    void probes_thatBreak_holdNobodyUp(ProbeWay way) {
        Wars war = tarrying("wait-for-clients-close").config("gracehub.shutdown.offline.probes", "50");
        try (Server server = server(war).start();
                FaultyWire wire = new FaultyWire(server.probe().getPort())) {
            List<WebSocketClient> leaving = leaving(server);

            server.signal("TERM");
            At.OFFLINE.await(server);
            List<CompletableFuture<?>> asked = new ArrayList<>();
            for (Harm harm : PROBE_HARMS) {
                wire.arm(way.step, harm);
                asked.add(ask(URI.create(
                        "http://127.0.0.1:" + wire.port() + server.probe().getPath())));
                Bound.await(Bound.SOON, () -> "no probe came", wire::hasStruck);
            }

            At.HOOKS.await(server);
            assertThat(server.readiness().status()).isEqualTo(503);
            assertLeft(leaving);
            assertEnded(server);
            wire.cutAll();
            assertThat(asked).allSatisfy(answer -> assertThat(answer).succeedsWithin(Bound.SOON));
        }
    }

    /** A probe, whatever becomes of it. */
    private static CompletableFuture<?> ask(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((answer, failure) -> String.valueOf(answer).toLowerCase(Locale.ROOT));
    }
}
