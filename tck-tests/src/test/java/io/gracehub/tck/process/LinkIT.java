// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.number;
import static io.gracehub.tck.process.Scenario.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gracehub.tck.app.AsideHub;
import io.gracehub.tck.app.Control;
import io.gracehub.tck.app.Late;
import io.gracehub.tck.app.MovingHub;
import io.gracehub.tck.app.StageRecorder;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.HandshakeRefused;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.server.ServerKind;
import io.gracehub.tck.spec.NotOn;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The link: who is let in, what it says, and what it proves. */
final class LinkIT {

    static Wars moving() {
        return Wars.named("chat")
                .classes(MovingHub.class, Late.class, StageRecorder.class, Control.class, Trace.class)
                .config("gracehub.shutdown.mode", "migrate-clients")
                .config("gracehub.server.name", "alpha")
                .config("gracehub.server.revision", "7")
                .config("gracehub.shutdown.offline.timeout", "5s")
                .config("gracehub.link.secret", FakeGateway.SECRET);
    }

    @Test
    @Clause({"LINK-1", "LINK-2", "LINK-3", "LINK-9"})
    void link_withAndWithoutTheSecret() {
        try (Server server = server(moving()).start()) {
            assertThat(status(server, WebSocketClient.options().subprotocols("gracehub.v1")))
                    .isEqualTo(401);
            assertThat(status(server, FakeGateway.options("wrong"))).isEqualTo(401);
            assertThat(server.get(FakeGateway.LINK).status()).isEqualTo(401);

            try (FakeGateway gateway = FakeGateway.link(server)) {
                JsonObject hello = gateway.hello();
                assertThat(hello.getString("server")).isEqualTo("alpha");
                assertThat(hello.getString("revision")).isEqualTo("7");
                assertThat(hello.getJsonArray("hubs").getString(0)).isEqualTo("/moving");
                assertThat(hello.getString("stage")).isEqualTo("RUNNING");
                assertThat(hello.getString("level")).isEqualTo("shutdown-only");
                assertThat(gateway.token()).hasSizeGreaterThanOrEqualTo(22);
                try (FakeGateway second = FakeGateway.link(server)) {
                    assertThat(second.token()).isNotEqualTo(gateway.token());
                }
                gateway.send("{'type':'news','from':'the future'}");
                gateway.send("{'type':'expect','connection':'x','from':'a','to':'b','state':{},'lost':false,'more':1}");
                gateway.await("expecting", "x");
                gateway.send("{'type':'leave','connection':'x'}");
                assertThat(gateway.awaitClosed(Bound.SOON).code()).isEqualTo(1002);
            }
            assertThat(server.awaitLog(0, "GRACEHUB1902W", Bound.SOON)).contains("'to'");
            assertThat(server.logs()).doesNotContain(FakeGateway.SECRET);
        }
    }

    private static int status(Server server, WebSocketClient.Options options) {
        HandshakeRefused refusal =
                catchThrowableOfType(HandshakeRefused.class, () -> options.connect(server.ws(FakeGateway.LINK)));
        return refusal.status();
    }

    @Test
    @Clause({"LINK-1", "LINK-10"})
    void link_withoutASecret_isAbsent_andMigrateClientsIsWarnedOf() {
        try (Server server = server(moving().config("gracehub.link.secret", "")).start()) {
            assertThat(status(server, FakeGateway.options(FakeGateway.SECRET))).isEqualTo(404);
            assertThat(server.logs()).contains("GRACEHUB1106W");
        }
    }

    @Test
    @Clause({"LINK-8", "CONN-13"})
    @NotOn(
            value = {ServerKind.WILDFLY, ServerKind.GLASSFISH, ServerKind.PAYARA},
            why = "Jakarta JSON Processing is always there")
    void link_withoutJsonProcessing_isOff_andTheRestWorks() {
        try (Server server = server(moving().without("parsson"))
                .features("servlet-6.0", "cdi-4.0", "websocket-2.1", "mpConfig-3.1")
                .start()) {
            assertThat(server.logs())
                    .containsOnlyOnce("GRACEHUB1903W")
                    .containsOnlyOnce("GRACEHUB1011I")
                    .containsOnlyOnce("GRACEHUB1012I");
            assertThat(status(server, FakeGateway.options(FakeGateway.SECRET))).isEqualTo(404);
            try (WebSocketClient client = WebSocketClient.connect(server.ws(FakeGateway.HUB))) {
                client.exchange("hello 2", "echo hello 2");
                client.send("nick ada");
                client.exchange("still 2", "echo still 2");
                assertThat(server.logs()).contains("GRACEHUB1407E");
            }
        }
    }

    @Test
    @Clause({"LINK-4", "LINK-5", "LINK-6", "LINK-7", "MIG-1", "MIG-9"})
    void drain_withLinkedGateways_isProvenByAllTheirAnswers() {
        try (Server server = server(moving().config("gracehub.shutdown.offline.timeout", "25s"))
                        .start();
                FakeGateway first = FakeGateway.link(server);
                FakeGateway second = FakeGateway.link(server)) {
            WebSocketClient client = first.open("connection-1");
            client.exchange("who", "connection-1");

            server.post("/chat/control/drain");
            JsonObject fin = first.await("fin");
            assertThat(fin.getString("mode")).isEqualTo("migrate-clients");
            assertThat(fin.getInt("deadline")).isBetween(20_000, 30_000);
            assertThat(server.readiness().status()).isEqualTo(503);
            Bound.await(
                    Bound.SOON,
                    () -> "FIN is not repeated: " + second.messages("fin"),
                    () -> second.messages("fin").size() >= 2);
            first.send("{'type':'finack'}");
            Bound.await(
                    Bound.SOON,
                    () -> "FIN is not repeated: " + second.messages("fin"),
                    () -> second.messages("fin").size() >= 4);
            assertThat(first.messages("fin")).hasSizeLessThan(4);
            assertThat(server.get("/chat/control").body()).isEqualTo("OFFLINE");
            try (FakeGateway third = FakeGateway.link(server)) {
                assertThat(third.hello().getString("stage")).isEqualTo("OFFLINE");
                third.await("fin");
                second.send("{'type':'finack'}");
            }
            server.awaitTrace("stage HOOKS>CLIENTS", Bound.SOON);
            assertThat(first.await("migrate")).doesNotContainKey("connections");
            try (FakeGateway late = FakeGateway.link(server)) {
                assertThat(late.hello().getString("stage")).isEqualTo("CLIENTS");
                late.await("fin");
                late.await("migrate");
            }
            first.send("{'type':'stay','connection':'connection-1','reason':'no target'}");
            client.exchange("still 2", "echo still 2");

            server.post("/chat/control/resume");
            first.await("resume");
            second.await("resume");
            assertThat(server.readiness().status()).isEqualTo(200);
            client.exchange("who", "connection-1");
        }
    }

    @Test
    @Clause({"LINK-4", "LINK-11", "MIG-2", "MIG-12"})
    void stop_namesOnlyConnectionsOfMigratingHubs_andClosesStragglersBeforeLinks() {
        Wars war = moving().classes(AsideHub.class)
                .config("gracehub.shutdown.timeout", "5s")
                .config("gracehub.hub.\"/aside\".shutdown.mode", "wait-for-clients-close");
        try (Server server = server(war).start();
                FakeGateway gateway = FakeGateway.link(server)) {
            WebSocketClient moves = gateway.open("moves");
            WebSocketClient stays = gateway.open("/chat/aside", "stays");
            moves.exchange("who", "moves");

            server.signal("TERM");
            gateway.await("fin");
            gateway.send("{'type':'finack'}");

            assertThat(gateway.await("migrate").getJsonArray("connections").getValuesAs(v -> v.toString()))
                    .isEqualTo(List.of("\"moves\""));
            gateway.leave("moves", "beta", 1);
            assertThat(moves.awaitClosed(Bound.SOON).code()).isEqualTo(1012);
            gateway.await("left", "moves");
            Bound.await(Bound.SOON, () -> server.logs(), () -> migrated(server) == 1);
            stays.exchange("still", "echo still");
            assertThat(stays.awaitClosed(Bound.seconds(15)).code()).isEqualTo(1012);
            assertThat(gateway.awaitClosed(Bound.seconds(5)).code()).isEqualTo(1001);
            assertThat(gateway.awaitClosed(Duration.ZERO).nanos())
                    .isGreaterThan(stays.awaitClosed(Duration.ZERO).nanos());
            assertThat(server.exitCode(Bound.seconds(30))).isEqualTo(143);
            assertThat(server.logs()).containsPattern("GRACEHUB1509I.* 1 migrated, 0 failed");
        }
    }

    private static int migrated(Server server) {
        return number(server.readiness().checks("gracehub").get(0).getJsonObject("data"), "migrated");
    }

    @Test
    @Clause("LINK-12")
    void link_thatAnswersNoPing_isGivenUp() {
        try (Server server = server(moving()).start();
                WebSocketClient mute =
                        FakeGateway.options(FakeGateway.SECRET).paused().connect(server.ws(FakeGateway.LINK))) {
            server.awaitLog(0, "GRACEHUB1900I", Bound.SOON);
            server.awaitLog(0, "GRACEHUB1904W[\\s\\S]*GRACEHUB1901I", Bound.seconds(30));
            assertThat(mute.open()).as("it does not even read the Close").isTrue();
        }
    }

    @Test
    @Clause({"MIG-13", "MIG-15"})
    void level_off_movesNothing() {
        try (Server server = server(moving().config("gracehub.migration.level", "off")
                                .config("gracehub.shutdown.timeout", "5s"))
                        .start();
                FakeGateway gateway = FakeGateway.link(server)) {
            assertThat(gateway.hello().getString("level")).isEqualTo("off");
            assertThat(server.logs()).contains("GRACEHUB1107W");
            WebSocketClient client = gateway.open("fixed");
            client.exchange("who", "fixed");
            gateway.leave("fixed", "beta", 1);
            assertThat(gateway.await("stay", "fixed").getString("reason")).contains("off");
            server.awaitLog(0, "GRACEHUB1906W.*fixed.*off", Bound.SOON);

            server.post("/chat/control/drain");
            gateway.await("fin");
            gateway.send("{'type':'finack'}");
            server.awaitTrace("stage HOOKS>CLIENTS", Bound.SOON);
            client.exchange("still 2", "echo still 2");
            assertThat(client.awaitClosed(Bound.seconds(15)).code()).isEqualTo(1012);
            assertThat(gateway.messages("migrate")).isEmpty();
        }
    }

    @Test
    @Clause("LINK-10")
    void drain_inMigrateClients_withoutAGateway_waitsAndWarns() {
        try (Server server = server(moving().config("gracehub.shutdown.timeout", "4s")
                        .config("gracehub.shutdown.offline.timeout", "100ms"))
                .start()) {
            WebSocketClient client = WebSocketClient.connect(server.ws(FakeGateway.HUB));
            client.exchange("hello 2", "echo hello 2");

            server.signal("TERM");

            server.awaitLog(0, "GRACEHUB1515W", Bound.SOON);
            client.exchange("still 2", "echo still 2");
            assertThat(client.awaitClosed(Bound.seconds(15)).code()).isEqualTo(1012);
        }
    }
}
