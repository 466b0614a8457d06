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
import org.junit.jupiter.params.provider.MethodSource;

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

    private record ClientFault(String mode, At stage, Accident accident) {}

    private static Stream<ClientFault> clients() {
        return Stream.of("wait-for-clients-close", "close-clients")
                .flatMap(mode -> Stream.of(At.values())
                        .flatMap(stage ->
                                Stream.of(Accident.values()).map(accident -> new ClientFault(mode, stage, accident))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    @Clause({"STAGE-11", "STAGE-20"})
    void client_thatBreaksInAStage_holdsNobodyUp(ClientFault fault) {
        boolean waits = fault.mode().startsWith("wait");
        try (Server server = server(tarrying(fault.mode())).start();
                FaultyWire wire = new FaultyWire(server.port())) {
            List<WebSocketClient> leaving = leaving(server);
            List<WebSocketClient> staying = fault.stage() == At.STOPPED || !waits
                    ? connected(server.ws(HUB), 3, WebSocketClient.options())
                    : List.of();
            WebSocketClient victim =
                    connected(through(wire), 1, WebSocketClient.options()).get(0);

            server.signal("TERM");
            fault.stage().await(server);
            wire.passages().forEach(fault.accident().deed);

            leaving.forEach(
                    client -> assertThat(client.awaitClosed(Bound.seconds(20)).code())
                            .isIn(waits ? List.of(1000) : List.of(1000, 1012)));
            assertClosedWith1012(staying, Bound.seconds(20));
            assertEnded(server);
            assertThat(leaving)
                    .allSatisfy(client ->
                            assertThat(client.timeline().texts()).containsExactly("echo hello", "soon", "exit"));
            if (waits && staying.isEmpty() && fault.accident() != Accident.SILENT) {
                assertThat(length(server)).as("nobody was left").isLessThan(TIMEOUT.minusSeconds(2));
            }
            victim.close();
        }
    }

    // ---- links ----

    private record LinkFault(String message, String what, Harm harm) {
        @Override
        public String toString() {
            return message + ", " + what;
        }
    }

    private static Stream<LinkFault> links() {
        return Stream.of("fin", "finack", "migrate")
                .flatMap(message -> Stream.of(
                        new LinkFault(message, "cut before", Harm.cutBefore()),
                        new LinkFault(message, "cut after", Harm.cutAfter()),
                        new LinkFault(message, "half-closed", Harm.halfClose()),
                        new LinkFault(message, "late by 3 s", Harm.stall(Duration.ofSeconds(3))),
                        new LinkFault(message, "silent from then on", Harm.freeze())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("links")
    @Clause({"STAGE-11", "STAGE-21"})
    void link_thatBreaksAtAMessageOfADrain_doesNotProlongIt(LinkFault fault) {
        try (Server server = linked("migrate-clients");
                FaultyWire wire = new FaultyWire(server.port());
                GatewayProcess gateway = before(wire)) {
            List<WebSocketClient> leaving = leaving(server);
            List<WebSocketClient> carried = connected(gateway.ws(HUB), 3, WebSocketClient.options());
            wire.arm(unit -> unit.isLinkMessage(fault.message()), fault.harm());

            server.signal("TERM");

            At.CLIENTS.await(server);
            assertThat(wire.hasStruck()).isTrue();
            carried.forEach(client -> client.exchange("still", "echo still"));
            assertLeft(leaving);
            assertClosedWith1012(carried, Bound.seconds(20));
            assertEnded(server);
        }
    }

    private record Links(At stage, Accident accident) {}

    private static Stream<Links> linksInStages() {
        return Stream.of(At.values())
                .flatMap(stage -> Stream.of(Accident.values()).map(accident -> new Links(stage, accident)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("linksInStages")
    @Clause({"STAGE-11", "STAGE-21"})
    void link_thatBreaksInAStage_doesNotProlongTheDrain(Links fault) {
        try (Server server = linked("migrate-clients");
                FaultyWire wire = new FaultyWire(server.port());
                GatewayProcess gateway = before(wire)) {
            List<WebSocketClient> leaving = leaving(server);
            List<WebSocketClient> carried = connected(gateway.ws(HUB), 3, WebSocketClient.options());

            server.signal("TERM");
            fault.stage().await(server);
            wire.passages().stream()
                    .filter(passage -> passage.leadsTo("/gracehub/link"))
                    .forEach(fault.accident().deed);

            assertLeft(leaving);
            assertClosedWith1012(carried, Bound.seconds(20));
            assertEnded(server);
        }
    }

    private static GatewayProcess before(FaultyWire wire) {
        GatewayProcess gateway = GatewayProcess.with()
                .property("gracehub.link.secret", FakeGateway.SECRET)
                .server("http://127.0.0.1:" + wire.port() + "/chat")
                .start();
        gateway.awaitOutput(0, "GRACEHUB5200I", Bound.seconds(20));
        gateway.awaitReady();
        return gateway;
    }

    // ---- gateways ----

    private enum GatewayAccident {
        KILLED {
            @Override
            void happenTo(GatewayProcess gateway) {
                gateway.signal("KILL");
            }
        },
        STOPPED_FOR_A_WHILE {
            @Override
            void happenTo(GatewayProcess gateway) {
                gateway.signal("STOP");
                CompletableFuture.delayedExecutor(STANDSTILL.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> gateway.signal("CONT"));
            }
        },
        STOPPED_FOR_GOOD {
            @Override
            void happenTo(GatewayProcess gateway) {
                gateway.signal("STOP");
            }
        };

        abstract void happenTo(GatewayProcess gateway);
    }

    private record GatewayFault(At stage, GatewayAccident accident) {}

    private static Stream<GatewayFault> gateways() {
        return Stream.of(At.values())
                .flatMap(stage ->
                        Stream.of(GatewayAccident.values()).map(accident -> new GatewayFault(stage, accident)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gateways")
    @Clause({"GATE-23", "GATE-31", "GATE-43"})
    void gateway_thatFailsInAStage_holdsNobodyUp(GatewayFault fault) {
        try (Server server = linked("migrate-clients");
                FaultyWire wire = new FaultyWire(server.port());
                GatewayProcess sound = before(wire);
                GatewayProcess failing = before(wire)) {
            List<WebSocketClient> leaving = leaving(server);
            List<WebSocketClient> carried = connected(sound.ws(HUB), 3, WebSocketClient.options());
            List<WebSocketClient> unlucky = connected(failing.ws(HUB), 3, WebSocketClient.options());

            server.signal("TERM");
            fault.stage().await(server);
            fault.accident().happenTo(failing);

            assertLeft(leaving);
            assertClosedWith1012(carried, Bound.seconds(20));
            assertEnded(server);
            if (fault.accident() == GatewayAccident.STOPPED_FOR_A_WHILE) {
                assertClosedWith1012(unlucky, Bound.seconds(20));
            }
            if (fault.accident() == GatewayAccident.STOPPED_FOR_GOOD) {
                failing.signal("CONT");
                unlucky.forEach(client ->
                        assertThat(client.awaitClosed(Bound.seconds(20)).code()).isIn(1006, 1012));
            }
        }
    }

    // ---- probes ----

    private record ProbeFault(String way, Step step, String what, Harm harm) {
        @Override
        public String toString() {
            return way + ", " + what;
        }
    }

    private static Stream<ProbeFault> probes() {
        return Stream.of(
                        probes("request", (flow, unit) -> flow.there() && unit.kind() == Unit.Kind.HEAD),
                        probes("answer", (flow, unit) -> !flow.there() && unit.kind() == Unit.Kind.HEAD))
                .flatMap(faults -> faults);
    }

    private static Stream<ProbeFault> probes(String way, Step step) {
        return Stream.of(
                new ProbeFault(way, step, "cut before", Harm.cutBefore()),
                new ProbeFault(way, step, "cut inside", Harm.cutInside()),
                new ProbeFault(way, step, "cut after", Harm.cutAfter()),
                new ProbeFault(way, step, "half-closed", Harm.halfClose()),
                new ProbeFault(way, step, "silent from then on", Harm.freeze()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("probes")
    @Clause({"STAGE-6", "STAGE-22"})
    void probe_thatBreaks_holdsNobodyUp(ProbeFault fault) {
        Wars war = tarrying("wait-for-clients-close").config("gracehub.shutdown.offline.probes", "50");
        try (Server server = server(war).start();
                FaultyWire wire = new FaultyWire(server.probe().getPort())) {
            List<WebSocketClient> leaving = leaving(server);

            server.signal("TERM");
            At.OFFLINE.await(server);
            List<CompletableFuture<?>> asked = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                wire.arm(fault.step(), fault.harm());
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
