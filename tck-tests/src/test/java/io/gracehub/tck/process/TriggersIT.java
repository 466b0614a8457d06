// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.ALL_STAGES;
import static io.gracehub.tck.process.Scenario.assertClosedWith1012;
import static io.gracehub.tck.process.Scenario.assertLeft;
import static io.gracehub.tck.process.Scenario.chat;
import static io.gracehub.tck.process.Scenario.leaving;
import static io.gracehub.tck.process.Scenario.server;
import static io.gracehub.tck.process.Scenario.since;
import static io.gracehub.tck.process.Scenario.stages;
import static io.gracehub.tck.process.Scenario.staying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.CommandResult;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.server.ServerKind;
import io.gracehub.tck.spec.NotOn;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What starts a drain of the whole process. */
final class TriggersIT {

    @Test
    @Clause({"TRIG-2", "TRIG-12"})
    void interrupt_withClients_drainsAndExitsWith130() {
        try (Server server = server(chat()).start()) {
            List<WebSocketClient> clients = leaving(server, 2);
            assertThat(server.logs()).containsPattern("GRACEHUB1[67]\\d\\dI.*(SIGTERM|TERM)");

            server.signal("INT");

            assertLeft(clients);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(130);
            assertThat(stages(server)).isEqualTo(ALL_STAGES);
        }
    }

    @Test
    @Clause({"TRIG-3", "TRIG-11"})
    void secondSignal_duringDrain_endsAtOnce() {
        try (Server server =
                server(chat().config("gracehub.shutdown.timeout", "60s")).start()) {
            List<WebSocketClient> clients = staying(server, 2);
            server.signal("TERM");
            server.awaitTrace("stage HOOKS>CLIENTS", Bound.SOON);
            assertThat(server.post("/chat/control/resume").status())
                    .as("a drain by signal cannot be taken back")
                    .isEqualTo(409);
            assertThat(clients).allMatch(WebSocketClient::open);

            long second = System.nanoTime();
            server.signal("TERM");

            assertClosedWith1012(clients, Bound.seconds(5));
            assertThat(since(second)).isLessThan(Bound.seconds(3));
            assertThat(server.exitCode(Bound.seconds(15))).isEqualTo(143);
        }
    }

    static List<String> stopOptions() {
        return ServerKind.present().product().stopOptions();
    }

    @ParameterizedTest
    @MethodSource("stopOptions")
    @Clause({"TRIG-4", "TRIG-5"})
    @NotOn(
            value = {ServerKind.PAYARA_MICRO, ServerKind.TOMEE},
            why = "it has no stop command")
    @NotOn(value = ServerKind.JETTY, why = "its stop breaks connections before it tells anybody; signals drain")
    void stopCommand_withClients_drainsFirst(String option) throws Exception {
        try (Server server =
                server(chat().config("gracehub.shutdown.timeout", "5s")).start()) {
            List<WebSocketClient> leaving = leaving(server, 2);
            List<WebSocketClient> staying = staying(server, 2);

            CompletableFuture<CommandResult> stop =
                    option.isEmpty() ? server.stopCommand() : server.stopCommand(option);

            assertLeft(leaving);
            staying.forEach(client -> client.exchange("alive", "echo alive"));
            assertOffline(server);
            assertThat(server.alive()).isTrue();
            assertClosedWith1012(staying, Bound.seconds(15));
            assertThat(stop.get(Bound.seconds(60).toMillis(), TimeUnit.MILLISECONDS)
                            .exitCode())
                    .isEqualTo(0);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(0);
            assertThat(stages(server)).isEqualTo(ALL_STAGES);
        }
    }

    @Test
    @Clause("TRIG-13")
    @NotOn(
            value = {ServerKind.WILDFLY, ServerKind.TOMCAT, ServerKind.PAYARA, ServerKind.PAYARA_MICRO, ServerKind.TOMEE
            },
            why = "it stops the application, which is a trigger of its own, before it closes connections or meanwhile")
    @NotOn(
            value = ServerKind.GLASSFISH,
            jakarta = 11,
            why = "it stops the application, which is a trigger of its own, before it closes connections or meanwhile")
    @NotOn(value = ServerKind.JETTY, why = "its stop breaks connections before it tells anybody; signals drain")
    void term_whenSignalsAreOff_startsNoDrain() {
        try (Server server =
                server(chat().config("gracehub.shutdown.signals", "false")).start()) {
            List<WebSocketClient> clients = leaving(server, 2);
            assertThat(startLine(server)).contains("server stop").doesNotContain("SIGTERM", "SIGINT");

            long signalled = System.nanoTime();
            server.signal("TERM");

            for (WebSocketClient client : clients) {
                Received.Closed end = client.awaitClosed(Bound.seconds(5));
                assertThat(end.code()).isEqualTo(ServerKind.present().product().ownEnd());
                assertThat(Duration.ofNanos(end.nanos() - signalled)).isLessThan(Bound.seconds(2));
                assertThat(client.timeline().texts()).doesNotContain("exit");
            }
            assertThat(server.exitCode(Bound.seconds(60))).isEqualTo(143);
        }
    }

    @Test
    @Clause("TRIG-13")
    @NotOn(
            value = {ServerKind.PAYARA_MICRO, ServerKind.TOMEE},
            why = "it has no stop command")
    @NotOn(value = ServerKind.JETTY, why = "its stop breaks connections before it tells anybody; signals drain")
    void stopCommand_whenSignalsAreOff_drains() {
        try (Server server =
                server(chat().config("gracehub.shutdown.signals", "false")).start()) {
            assertThat(startLine(server).contains("server stop"))
                    .isEqualTo(ServerKind.present().product().tellsOfStop());
            List<WebSocketClient> clients = leaving(server, 2);

            CompletableFuture<CommandResult> stop = server.stopCommand();

            assertLeft(clients);
            assertThat(stop).succeedsWithin(Bound.seconds(60));
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(0);
            assertThat(stages(server)).isEqualTo(ALL_STAGES);
        }
    }

    /** Newcomers are kept away: by the readiness probe, or by the server itself. */
    private static void assertOffline(Server server) {
        if (ServerKind.present().product().tellsOfStop()) {
            assertThat(server.readiness().status()).isEqualTo(503);
        } else {
            assertThatThrownBy(server::readiness).isInstanceOf(UncheckedIOException.class);
        }
    }

    private static String startLine(Server server) {
        return server.logs()
                .lines()
                .filter(line -> line.contains("GRACEHUB1700I"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Clause("TRIG-7")
    void term_withTwoWars_drainsThemSideBySide() {
        Duration each = Duration.ofSeconds(5);
        try (Server server = server(
                        chat().config("gracehub.shutdown.timeout", "5s"),
                        chat("other").config("gracehub.shutdown.timeout", "5s"))
                .start()) {
            List<WebSocketClient> here = staying(server, 2);
            List<WebSocketClient> there =
                    WebSocketClient.connect(server.ws("/other/chat"), 2, WebSocketClient.options());

            long signalled = System.nanoTime();
            server.signal("TERM");

            there.forEach(client -> client.awaitText("exit"));
            here.forEach(client -> client.awaitText("exit"));
            there.forEach(client -> client.exchange("alive", "echo alive"));
            here.forEach(client -> client.exchange("alive", "echo alive"));
            assertClosedWith1012(here, Bound.seconds(15));
            assertClosedWith1012(there, Bound.seconds(15));
            assertThat(since(signalled)).isLessThan(each.multipliedBy(2));
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
            assertThat(stages(server)).hasSize(2 * ALL_STAGES.size());
        }
    }

    @Test
    @Clause({"TRIG-9", "TRIG-10", "TRIG-11", "STAGE-14"})
    void drainFromCode_takenBackAndRepeated_worksLikeTheFirst() {
        try (Server server =
                server(chat().config("gracehub.shutdown.timeout", "20s")).start()) {
            List<WebSocketClient> staying = staying(server, 2);
            assertThat(server.post("/chat/control/drain").status()).isEqualTo(200);
            server.awaitTrace("stage HOOKS>CLIENTS", Bound.SOON);
            assertThat(server.readiness().status()).isEqualTo(503);

            assertThat(server.post("/chat/control/resume").status()).isEqualTo(200);
            server.awaitTrace("stage CLIENTS>RUNNING", Bound.SOON);
            server.awaitTrace("report RESUMED connections=2 left=0 closed=0 hooks=first,aid,last", Bound.SOON);
            assertThat(server.readiness().status()).isEqualTo(200);
            staying.forEach(client -> client.exchange("back", "echo back"));
            List<WebSocketClient> leaving = leaving(server, 3);

            server.post("/chat/control/drain");
            server.post("/chat/control/drain");
            assertLeft(leaving);
            staying.forEach(client -> client.close(1000, "done"));
            server.awaitTrace("report COMPLETED connections=5 left=5 closed=0 hooks=first,aid,last", Bound.SOON);
            assertThat(server.get("/chat/control").body()).isEqualTo("STOPPED");
            assertThat(server.post("/chat/control/resume").status()).isEqualTo(409);
            assertThat(server.alive()).isTrue();
        }
    }

    @Test
    @Clause({"STAGE-11", "STAGE-14"})
    void drainFromCode_withStragglers_reportsThem() {
        try (Server server =
                server(chat().config("gracehub.shutdown.timeout", "3s")).start()) {
            List<WebSocketClient> staying = staying(server, 2);

            server.post("/chat/control/drain");

            assertClosedWith1012(staying, Bound.SOON);
            server.awaitTrace("report DEADLINE connections=2 left=0 closed=2 hooks=first,aid,last", Bound.SOON);
            assertThat(server.alive()).isTrue();
        }
    }
}
