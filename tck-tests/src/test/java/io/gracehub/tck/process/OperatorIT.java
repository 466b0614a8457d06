// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.OperatorClient.TOKEN;
import static io.gracehub.tck.process.OperatorClient.json;
import static io.gracehub.tck.process.Scenario.ALL_STAGES;
import static io.gracehub.tck.process.Scenario.PATH;
import static io.gracehub.tck.process.Scenario.assertClosedWith1012;
import static io.gracehub.tck.process.Scenario.assertLeft;
import static io.gracehub.tck.process.Scenario.chat;
import static io.gracehub.tck.process.Scenario.leaving;
import static io.gracehub.tck.process.Scenario.server;
import static io.gracehub.tck.process.Scenario.since;
import static io.gracehub.tck.process.Scenario.stages;
import static io.gracehub.tck.process.Scenario.staying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gracehub.tck.app.MBeans;
import io.gracehub.tck.app.SynchronousFilter;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.HandshakeRefused;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The shutdown in the hands of whoever runs the server. */
final class OperatorIT {

    private static Wars operated() {
        return chat().config("gracehub.control.token", TOKEN).config("gracehub.server.name", "alpha");
    }

    @Test
    @Clause({"OPER-2", "OPER-3", "OPER-4", "OPER-8", "OPER-11", "MON-4"})
    void request_thatIsNotRight_isToldWhy_andChangesNothing() {
        try (Server server = server(operated().config("gracehub.link.secret", FakeGateway.SECRET))
                        .start();
                FakeGateway gateway = FakeGateway.link(server)) {
            OperatorClient operator = new OperatorClient(server);
            for (String command : List.of("drain", "resume", "status", "drain?wait")) {
                String method = command.equals("status") ? "GET" : "POST";
                for (String wrong :
                        List.of("", "Bearer", "Bearer ", "Bearer " + TOKEN + "x", "Basic " + TOKEN, TOKEN)) {
                    HttpResponse<String> answer = operator.send(method, command, wrong);
                    assertThat(answer.statusCode())
                            .as("%s, '%s'", command, wrong)
                            .isEqualTo(401);
                    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                    assertThat(json(answer).getString("error")).isNotEmpty();
                }
            }
            assertThat(operator.send("GET", "status", "bearer " + TOKEN).statusCode())
                    .as("a scheme is case-insensitive")
                    .isEqualTo(200);

            assertRefused(operator.send("GET", "drain", "Bearer " + TOKEN), 405, "POST");
            assertRefused(operator.send("DELETE", "drain", "Bearer " + TOKEN), 405, "POST");
            assertRefused(operator.send("GET", "resume", "Bearer " + TOKEN), 405, "POST");
            assertRefused(operator.send("POST", "status", "Bearer " + TOKEN), 405, "GET, HEAD");
            HttpResponse<String> unknown = operator.send("POST", "drain?wait=a%22b", "Bearer " + TOKEN);
            assertThat(unknown.statusCode()).isEqualTo(400);
            assertThat(json(unknown).getString("error")).contains("wait=a");
            HttpResponse<String> early = operator.resume();
            assertThat(early.statusCode()).isEqualTo(409);
            assertThat(json(early).getString("error")).contains("alpha", "RUNNING");

            HttpResponse<String> status = operator.send("GET", "status", "Bearer " + TOKEN);
            assertThat(status.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(status.headers().firstValue("Content-Type"))
                    .get()
                    .asString()
                    .startsWith("application/json");
            assertThat(operator.send("HEAD", "status", "Bearer " + TOKEN).statusCode())
                    .isEqualTo(200);
            assertThat(status.body() + status.headers()).doesNotContain(TOKEN, FakeGateway.SECRET, gateway.token());
            JsonObject running = json(status);
            assertThat(running.getString("stage")).isEqualTo("RUNNING");
            assertThat(running.getString("server")).isEqualTo("alpha");
            assertThat(running).containsEntry("deadline", JsonValue.NULL).containsEntry("report", JsonValue.NULL);
            assertThat(server.readiness().status()).isEqualTo(200);
            assertThat(server.logs())
                    .doesNotContain(TOKEN)
                    .as("a server without metrics and telemetry")
                    .doesNotContain("GRACEHUB1009W", "GRACEHUB1705E", "NoClassDefFoundError");
        }
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String allow) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Allow")).contains(allow);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    @Clause({"OPER-4", "OPER-5", "OPER-6", "OPER-7", "OPER-8", "OPER-9", "STAGE-3"})
    void drain_takenBackThenRepeated_endsForEveryoneWhoWaits_andTheStopIsQuick() {
        try (Server server =
                server(operated().config("gracehub.shutdown.timeout", "60s")).start()) {
            OperatorClient operator = new OperatorClient(server);
            List<WebSocketClient> staying = staying(server, 2);

            HttpResponse<String> accepted = operator.drain();
            assertThat(accepted.statusCode()).isEqualTo(202);
            assertThat(json(accepted).getString("stage")).isNotIn("RUNNING", "STOPPED");
            operator.awaitStage("CLIENTS");
            assertDraining(operator.status());
            assertThat(server.readiness()
                            .checks("gracehub")
                            .get(0)
                            .getJsonObject("data")
                            .keySet())
                    .containsAll(Set.of("closed", "hooks"));
            assertThat(handshake(server)).isEqualTo(503);
            assertThat(operator.drain().statusCode()).as("joins").isEqualTo(202);

            HttpResponse<String> resumed = operator.resume();
            assertThat(resumed.statusCode()).isEqualTo(200);
            assertThat(json(resumed).getString("stage")).isEqualTo("RUNNING");
            assertThat(server.readiness().status()).isEqualTo(200);
            staying.forEach(client -> client.exchange("back", "echo back"));
            List<WebSocketClient> leaving = leaving(server, 3);
            Bound.await(
                    Bound.SOON,
                    () -> "no report: " + operator.status(),
                    () -> !operator.status().isNull("report"));
            assertThat(operator.status().getJsonObject("report").getString("outcome"))
                    .isEqualTo("RESUMED");

            operator.drainAndLeave();
            CompletableFuture<HttpResponse<String>> first = operator.drainAndWait();
            CompletableFuture<HttpResponse<String>> second = operator.drainAndWait();
            assertLeft(leaving);
            Bound.await(
                    Bound.SOON,
                    () -> operator.status().toString(),
                    () -> operator.status().getInt("connections") == 2);
            assertThat(operator.status().getInt("left")).isEqualTo(3);
            assertThat(first).isNotDone();
            staying.forEach(client -> client.close(1000, "done"));
            assertReport(first);
            assertReport(second);

            assertThat(operator.stage()).isEqualTo("STOPPED");
            assertThat(server.readiness().status()).isEqualTo(503);
            assertThat(handshake(server)).isEqualTo(503);
            assertThat(operator.resume().statusCode()).isEqualTo(409);
            assertThat(operator.drain().statusCode()).isEqualTo(202);
            assertReport(operator.drainAndWait());

            int mark = server.mark();
            long signalled = System.nanoTime();
            server.signal("TERM");
            assertThat(server.exitCode(Bound.seconds(30))).isEqualTo(143);
            assertThat(since(signalled)).isLessThan(Bound.seconds(25));
            assertThat(server.logs().substring(mark)).doesNotContain("GRACEHUB1500I", "GRACEHUB1509I");
        }
    }

    private static void assertDraining(JsonObject status) {
        assertThat(status.getString("trigger")).isEqualTo("operator");
        assertThat(status.getInt("connections")).isEqualTo(2);
        assertThat(Duration.between(Instant.now(), Instant.parse(status.getString("deadline"))))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(60));
        assertThat(status.getJsonArray("hooks")).hasSize(3).allSatisfy(hook -> {
            assertThat(hook.asJsonObject().getString("hook")).contains("io.gracehub.tck.app");
            assertThat(hook.asJsonObject().getInt("millis")).isGreaterThanOrEqualTo(0);
        });
        JsonObject hub = status.getJsonArray("hubs").getJsonObject(0);
        assertThat(hub.getString("path")).isEqualTo("/chat");
        assertThat(hub.getString("mode")).isEqualTo("wait-for-clients-close");
        assertThat(hub.getInt("connections")).isEqualTo(2);
        assertThat(status.keySet()).containsAll(Set.of("left", "closed", "migrated", "failed"));
    }

    private static void assertReport(CompletableFuture<HttpResponse<String>> waiting) {
        assertThat(waiting).succeedsWithin(Bound.seconds(15));
        assertThat(waiting.join().statusCode()).isEqualTo(200);
        JsonObject report = json(waiting.join());
        assertThat(report.getString("outcome")).isEqualTo("COMPLETED");
        assertThat(report.getString("trigger")).isEqualTo("operator");
        assertThat(report.getInt("connections")).isEqualTo(5);
        assertThat(report.getInt("left")).isEqualTo(5);
        assertThat(report.getJsonArray("hooks")).hasSize(3);
        assertThat(report.getJsonObject("stages").keySet()).containsExactly("OFFLINE", "HOOKS", "CLIENTS", "STOPPED");
    }

    private static int handshake(Server server) {
        return catchThrowableOfType(
                        HandshakeRefused.class, () -> WebSocketClient.options().connect(server.ws(PATH)))
                .status();
    }

    @Test
    @Clause({"OPER-6", "OPER-8", "OPER-9"})
    void term_whileSomebodyWaits_isNotHeldUp_andCannotBeTakenBack() {
        try (Server server = server(
                        operated().config("gracehub.shutdown.timeout", "6s"),
                        chat("sync")
                                .classes(SynchronousFilter.class)
                                .config("gracehub.control.token", TOKEN)
                                .config("gracehub.shutdown.timeout", "6s"))
                .start()) {
            OperatorClient operator = new OperatorClient(server);
            List<WebSocketClient> staying = staying(server, 2);
            server.signal("TERM");
            operator.awaitStage("CLIENTS");

            CompletableFuture<HttpResponse<String>> waiting = operator.drainAndWait();
            CompletableFuture<HttpResponse<String>> other = new OperatorClient(server, "sync").drainAndWait();
            assertThat(operator.resume().statusCode()).isEqualTo(409);

            assertClosedWith1012(staying, Bound.seconds(15));
            assertThat(waiting).succeedsWithin(Bound.seconds(15));
            assertThat(json(waiting.join()).getString("outcome")).isEqualTo("DEADLINE");
            assertThat(json(waiting.join()).getString("trigger")).isEqualTo("SIGTERM");
            assertThat(other).succeedsWithin(Bound.seconds(15));
            assertThat(other.join().statusCode()).isEqualTo(200);
            assertThat(server.exitCode(Bound.seconds(25))).isEqualTo(143);
            assertThat(stages(server)).hasSize(2 * ALL_STAGES.size());
        }
    }

    @Test
    @Clause({"OPER-7", "LINK-7"})
    void resume_withALinkedGateway_tellsIt() {
        try (Server server = server(LinkIT.moving().config("gracehub.control.token", TOKEN))
                        .start();
                FakeGateway gateway = FakeGateway.link(server)) {
            OperatorClient operator = new OperatorClient(server);
            operator.drain();
            gateway.await("fin");

            assertThat(operator.resume().statusCode()).isEqualTo(200);

            gateway.await("resume");
            try (WebSocketClient client = gateway.open("after")) {
                client.exchange("who", "after");
            }
        }
    }

    @Test
    @Clause({"OPER-1", "OPER-10", "OPER-11", "TRIG-7"})
    void mbean_ofEachApplication_drainsAndResumesIt_andGoesWithIt() {
        Wars here = chat().classes(MBeans.class)
                .config("gracehub.server.name", "alpha")
                .config("gracehub.link.secret", FakeGateway.SECRET);
        Wars there = chat("other").config("gracehub.server.name", "alpha").config("gracehub.control.token", TOKEN);
        try (Server server = server(here, there).start();
                FakeGateway gateway = FakeGateway.link(server)) {
            for (String command : List.of("drain", "resume", "status")) {
                assertThat(new OperatorClient(server)
                                .send("POST", command, "Bearer " + TOKEN)
                                .statusCode())
                        .isEqualTo(404);
            }
            assertThat(mbeans(server)).contains("mbean alpha", "mbean alpha#2", "[drain, resume]");
            WebSocketClient client = staying(server, 1).get(0);
            String drained = nameOfTheOneWithAClient(server);
            assertThat(invoke(server, drained, "resume")).isEqualTo(409);

            assertThat(invoke(server, drained, "drain")).isEqualTo(200);
            client.awaitText("exit");
            Bound.await(
                    Bound.SOON,
                    () -> mbeans(server).toString(),
                    () -> mbeans(server).contains("Stage=CLIENTS"));
            assertThat(mbeans(server))
                    .contains("Stage=RUNNING", "Connections=1", "DrainedBy=operator over JMX", "LastReport=")
                    .contains("Mode=wait-for-clients-close", "Closed=0", "Migrated=0", "Failed=0")
                    .anyMatch(line -> line.matches("Deadline=\\d{4}-.*Z"));
            assertThat(invoke(server, drained, "resume")).isEqualTo(200);
            assertThat(server.readiness().status()).isEqualTo(200);
            client.exchange("back", "echo back");
            Bound.await(
                    Bound.SOON,
                    () -> mbeans(server).toString(),
                    () -> mbeans(server).stream()
                            .anyMatch(line -> line.startsWith("LastReport={") && line.contains("RESUMED")));
            assertThat(String.join("\n", mbeans(server))).doesNotContain(TOKEN, FakeGateway.SECRET, gateway.token());

            int mark = server.mark();
            server.undeploy("other");
            server.awaitStopped(mark, "other", Bound.seconds(30));
            assertThat(mbeans(server).stream().filter(line -> line.startsWith("mbean ")))
                    .hasSize(1);
        }
    }

    /** Of two applications of one name either may have come first. */
    private static String nameOfTheOneWithAClient(Server server) {
        String name = "";
        for (String line : mbeans(server)) {
            if (line.startsWith("mbean ")) {
                name = line.substring("mbean ".length());
            } else if (line.equals("Connections=1")) {
                return name.replace("#", "%23");
            }
        }
        throw new AssertionError("none has a client: " + mbeans(server));
    }

    private static List<String> mbeans(Server server) {
        return server.get("/chat/mbeans").body().lines().toList();
    }

    private static int invoke(Server server, String name, String operation) {
        return server.post("/chat/mbeans?server=" + name + "&operation=" + operation)
                .status();
    }
}
