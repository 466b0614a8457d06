// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.ALL_STAGES;
import static io.gracehub.tck.process.Scenario.PATH;
import static io.gracehub.tck.process.Scenario.assertClosedWith1012;
import static io.gracehub.tck.process.Scenario.assertLeft;
import static io.gracehub.tck.process.Scenario.chat;
import static io.gracehub.tck.process.Scenario.leaving;
import static io.gracehub.tck.process.Scenario.number;
import static io.gracehub.tck.process.Scenario.server;
import static io.gracehub.tck.process.Scenario.since;
import static io.gracehub.tck.process.Scenario.stages;
import static io.gracehub.tck.process.Scenario.staying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gracehub.tck.app.FloodHub;
import io.gracehub.tck.app.StageRecorder;
import io.gracehub.tck.app.StuckHub;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.HandshakeRefused;
import io.gracehub.tck.harness.Readiness;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.server.ServerKind;
import io.gracehub.tck.spec.NotOn;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The stages, seen from outside a server that gets SIGTERM. */
final class StagesIT {

    @Test
    @Clause({"STAGE-1", "STAGE-2", "STAGE-3", "STAGE-4", "STAGE-5", "STAGE-10", "TRIG-1", "HOOK-7"})
    void term_whenProbed_takesStagesInOrderAndEndsEarly() {
        try (Server server = server(chat().config("gracehub.shutdown.offline.timeout", "25s")
                        .config("gracehub.shutdown.offline.probes", "2"))
                .start()) {
            List<WebSocketClient> clients = new ArrayList<>(leaving(server, 3));
            assertCheck(server.readiness(), 200, "UP", "RUNNING", 3);

            long signalled = System.nanoTime();
            server.signal("TERM");
            server.awaitTrace("stage RUNNING>OFFLINE", Bound.SOON);
            clients.addAll(leaving(server, 1));
            assertCheck(server.readiness(), 503, "DOWN", "OFFLINE", 4);
            clients.get(0).exchange("still here", "echo still here");
            assertThat(stages(server)).containsExactly("stage RUNNING>OFFLINE");
            assertCheck(server.readiness(), 503, "DOWN", "OFFLINE", 4);

            assertLeft(clients);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
            assertThat(since(signalled)).as("ended before the deadline").isLessThan(Duration.ofSeconds(25));
            assertThat(stages(server)).isEqualTo(ALL_STAGES);
            assertThat(server.logs())
                    .containsPattern("GRACEHUB15\\d\\dI.*OFFLINE.*\\b3\\b")
                    .containsPattern("GRACEHUB15\\d\\dI.*HOOKS.*\\b4\\b")
                    .containsPattern("GRACEHUB15\\d\\dI.*CLIENTS.*\\b\\d\\b")
                    .containsPattern("GRACEHUB15\\d\\dI.*STOPPED.*\\b0\\b");
        }
    }

    private static void assertCheck(Readiness readiness, int status, String state, String stage, int connections) {
        assertThat(readiness.status()).isEqualTo(status);
        List<JsonObject> checks = readiness.checks("gracehub");
        assertThat(checks).hasSize(1);
        assertThat(checks.get(0).getString("status")).isEqualTo(state);
        JsonObject data = checks.get(0).getJsonObject("data");
        assertThat(data.keySet()).containsAll(Set.of("stage", "connections", "migrated", "failed", "deadline"));
        assertThat(data.getString("stage")).isEqualTo(stage);
        assertThat(number(data, "connections")).isEqualTo(connections);
    }

    @Test
    @Clause({"HOOK-1", "HOOK-2", "HOOK-5", "STAGE-6"})
    void hooks_whenDrained_runOnceByPriority() {
        try (Server server = server(chat()).start()) {
            List<WebSocketClient> clients = leaving(server, 2);

            server.signal("TERM");

            assertLeft(clients);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
            assertThat(server.traceTexts().stream().filter(line -> line.startsWith("stage") || line.startsWith("hook")))
                    .containsExactly(
                            "stage RUNNING>OFFLINE",
                            "stage OFFLINE>HOOKS",
                            "hook first begins",
                            "hook first ends",
                            "hook aid begins",
                            "hook aid ends",
                            "hook last begins",
                            "hook last ends",
                            "stage HOOKS>CLIENTS",
                            "stage CLIENTS>STOPPED");
            assertThat(clients.get(0).timeline().texts()).containsExactly("echo hello", "exit soon", "exit");
        }
    }

    @Test
    @Clause("HOOK-6")
    @NotOn(value = ServerKind.TOMEE, why = "it never fires the event")
    void observers_thatAreNoHooks_areCalledByTheContainerAfterTheDrain() {
        try (Server server = server(chat()).start()) {
            server.signal("TERM");

            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
            assertThat(server.traceTexts()).containsSubsequence("stage CLIENTS>STOPPED", "container shutdown");
        }
    }

    @Test
    @Clause({"STAGE-7", "STAGE-8", "STAGE-11", "STAGE-12", "HUB-22"})
    void deadline_withStragglers_closesThemWith1012AfterWorkingUntilThen() {
        Duration timeout = Duration.ofSeconds(6);
        try (Server server = server(chat().config("gracehub.shutdown.timeout", "6s")
                        .config("gracehub.shutdown.retry-after", "1500ms"))
                .start()) {
            List<WebSocketClient> clients = staying(server, 4);

            long signalled = System.nanoTime();
            server.signal("TERM");
            server.awaitTrace("stage HOOKS>CLIENTS", Bound.SOON);

            assertThat(server.readiness().status()).isEqualTo(503);
            assertRefused(server, "2");
            clients.forEach(client -> client.exchange("alive", "echo alive"));
            assertThat(server.post("/chat/push").status()).isEqualTo(200);
            clients.forEach(client -> client.awaitText("pushed"));

            assertClosedWith1012(clients, Bound.seconds(15));
            for (WebSocketClient client : clients) {
                Received.Closed end = client.awaitClosed(Duration.ZERO);
                assertThat(Duration.ofNanos(end.nanos() - signalled))
                        .isBetween(timeout.minusMillis(500), timeout.plus(Bound.seconds(2)));
            }
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
            assertThat(stages(server)).isEqualTo(ALL_STAGES);
            assertThat(server.traceTexts().stream().filter(line -> line.equals("closed 1012")))
                    .hasSize(4);
        }
    }

    private static void assertRefused(Server server, String retryAfter) {
        HandshakeRefused refusal =
                catchThrowableOfType(HandshakeRefused.class, () -> WebSocketClient.connect(server.ws(PATH)));
        assertThat(refusal).isNotNull();
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.header("Retry-After")).contains(retryAfter);
    }

    @Test
    @Clause("STAGE-9")
    void hook_thatSendsMuch_isWrittenOutInOrderBeforeClose() {
        Wars war = Wars.named("chat")
                .classes(FloodHub.class, StageRecorder.class, Trace.class)
                .config("gracehub.shutdown.offline.timeout", "100ms")
                .config("gracehub.shutdown.timeout", "4s");
        try (Server server = server(war).start()) {
            List<WebSocketClient> clients = WebSocketClient.connect(server.ws(PATH), 20, WebSocketClient.options());

            server.signal("TERM");

            assertClosedWith1012(clients, Bound.seconds(15));
            List<String> sent = IntStream.range(0, FloodHub.MESSAGES)
                    .mapToObj(i -> "flood " + i)
                    .toList();
            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.timeline().texts()).isEqualTo(sent));
        }
    }

    @Test
    @Clause("STAGE-17")
    void deadline_withRunningHandler_closesWith1012AllTheSame() {
        Duration timeout = Duration.ofSeconds(4);
        Wars war = Wars.named("chat")
                .classes(StuckHub.class, StageRecorder.class, Trace.class)
                .config("gracehub.shutdown.offline.timeout", "100ms")
                .config("gracehub.shutdown.timeout", "4s");
        try (Server server = server(war).start()) {
            WebSocketClient client = WebSocketClient.connect(server.ws(PATH));
            client.send("work");
            server.awaitTrace("stuck begins", Bound.SOON);

            long signalled = System.nanoTime();
            server.signal("TERM");

            Received.Closed end = client.awaitClosed(Bound.seconds(15));
            assertThat(end.code()).isEqualTo(1012);
            assertThat(Duration.ofNanos(end.nanos() - signalled))
                    .isBetween(timeout.minusMillis(500), timeout.plus(Bound.seconds(3)));
            assertThat(server.exitCode(Bound.seconds(60))).isEqualTo(143);
            assertThat(stages(server)).isEqualTo(ALL_STAGES);
        }
    }

    @Test
    @Clause("STAGE-13")
    @NotOn(
            value = {ServerKind.TOMCAT, ServerKind.PAYARA, ServerKind.PAYARA_MICRO, ServerKind.TOMEE},
            why = "it stops the application first, and no connection outlives that (TRIG-6): clients see 1012")
    @NotOn(
            value = ServerKind.GLASSFISH,
            jakarta = 11,
            why = "it stops the application first, and no connection outlives that (TRIG-6): clients see 1012")
    void term_inModeOff_breaksConnectionsAsWithoutLibrary() {
        try (Server server =
                server(chat().config("gracehub.shutdown.mode", "off")).start()) {
            List<WebSocketClient> clients = staying(server, 2);

            long signalled = System.nanoTime();
            server.signal("TERM");

            for (WebSocketClient client : clients) {
                Received.Closed end = client.awaitClosed(Bound.seconds(5));
                assertThat(end.code()).isEqualTo(ServerKind.present().product().ownEnd());
                assertThat(Duration.ofNanos(end.nanos() - signalled)).isLessThan(Bound.seconds(2));
            }
            assertThat(server.exitCode(Bound.seconds(40))).isEqualTo(143);
            assertThat(server.traceTexts().stream().filter(line -> line.equals("hook first begins")))
                    .as("hooks run with the container's event, once")
                    .hasSize(1);
        }
    }

    @Test
    @Clause("STAGE-15")
    void term_withThousandClients_endsSoonAfterTheyLeft() {
        try (Server server = server(chat()).start()) {
            List<WebSocketClient> clients = leaving(server, 1000);

            server.signal("TERM");

            assertLeft(clients);
            long told = server.awaitTrace("hook last begins", Bound.SOON).nanos();
            long stopped =
                    server.awaitTrace("stage CLIENTS>STOPPED", Bound.SOON).nanos();
            long lastClosed = server.trace().stream()
                    .filter(line -> line.text().startsWith("closed"))
                    .mapToLong(line -> line.nanos())
                    .max()
                    .orElseThrow();
            assertThat(Duration.ofNanos(stopped - lastClosed)).isLessThan(Bound.seconds(1));
            assertThat(Duration.ofNanos(stopped - told)).isLessThan(Bound.seconds(15));
            assertThat(server.traceTexts().stream().filter(line -> line.equals("closed 1000")))
                    .hasSize(1000);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
        }
    }
}
