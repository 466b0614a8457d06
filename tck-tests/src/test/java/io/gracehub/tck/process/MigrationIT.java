// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.LinkIT.moving;
import static io.gracehub.tck.process.Scenario.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.HandshakeRefused;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.WebSocketClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One connection's way out of a server and into one, as a gateway sees it. */
final class MigrationIT {

    private static final int MESSAGES = 50;

    private static Server server;

    private FakeGateway gateway = FakeGateway.link(server);

    @BeforeAll
    static void startServer() {
        server = server(moving().config("gracehub.migration.level", "any")).start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    @Clause({"MIG-3", "MIG-4", "MIG-5", "MIG-6", "CONN-11"})
    void leave_withMessagesUnderWay_endsAfterAllReplies() {
        WebSocketClient client = gateway.open("busy");
        client.exchange("nick ada", "echo nick ada");
        gateway.leave("busy", "beta", 1 + 2 * MESSAGES);
        for (int i = 0; i < MESSAGES; i++) {
            client.send("message " + i);
            client.send(new byte[] {1});
        }

        Received.Closed end = client.awaitClosed(Bound.seconds(20));

        assertThat(end.code()).isEqualTo(1012);
        List<String> texts = client.timeline().texts();
        List<String> replies =
                IntStream.range(0, MESSAGES).mapToObj(i -> "echo message " + i).toList();
        assertThat(texts.subList(1, 1 + MESSAGES)).containsExactlyInAnyOrderElementsOf(replies);
        assertThat(texts.subList(1 + MESSAGES, texts.size())).containsExactly("farewell", "last");
        server.awaitTrace("close 1012 alpha>beta", Bound.SOON);
        var state = gateway.await("left", "busy").getJsonObject("state");
        assertThat(state.getString("nick")).isEqualTo("ada");
        assertThat(state.getBoolean("closed")).as("what @OnClose put").isTrue();
        assertThat(Duration.ofNanos(gateway.awaitNanos("left", "busy") - end.nanos()))
                .as("'left' is sent before the Close frame")
                .isLessThan(Bound.of(Duration.ofMillis(200)));
    }

    @Test
    @Clause("MIG-7")
    void send_afterTheConnectionHasLeft_isRelayed() {
        WebSocketClient client = gateway.open("late-one");
        client.exchange("who", "late-one");
        gateway.leave("late-one", "beta", 1);
        client.awaitClosed(Bound.SOON);

        server.post("/chat/late");

        assertThat(gateway.await("relay", "late-one").getString("text")).isEqualTo("late");
        var binary = gateway.awaitReceived(
                "relay",
                m -> m.containsKey("binary") && m.getString("connection").equals("late-one"));
        assertThat(binary.text()).contains("\"Ynl0ZXM=\"");
        server.awaitTrace("late reached 1", Bound.SOON);
    }

    @Test
    @Clause({"MIG-8", "CONN-11", "CONN-12"})
    void expect_thenHandshake_opensWithStateAndMigration() {
        expect("moved", "{'nick':'grace','n':[1,2]}", false);
        WebSocketClient client = gateway.open("moved");
        client.awaitText("welcome from gamma");
        client.exchange("who", "moved");
        server.awaitTrace("open moved gamma>alpha nick=grace", Bound.SOON);

        expect("crashed", "{}", true);
        gateway.open("crashed").awaitText("welcome from gamma");
        server.awaitTrace("open crashed gamma>alpha lost nick=null", Bound.SOON);

        client.close(4000, "by itself");
        server.awaitTrace("close 4000 by itself", Bound.SOON);
    }

    private void expect(String connection, String state, boolean lost) {
        gateway.send("{'type':'expect','connection':'%s','from':'gamma','to':'alpha','state':%s,'lost':%b}"
                .formatted(connection, state, lost));
        gateway.await("expecting", connection);
    }

    @Test
    @Clause("MIG-10")
    void handshake_withForgedHeaders_getsAnIdOfItsOwn() {
        expect("target", "{'nick':'secret'}", false);
        for (String token : List.of("forged", gateway.token() + "x", "")) {
            try (WebSocketClient client = FakeGateway.carried("target", token).connect(server.ws(FakeGateway.HUB))) {
                client.send("who");
                Received.Text own = client.timeline()
                        .first(Received.Text.class, event -> true, Bound.SOON)
                        .orElseThrow();
                assertThat(own.text()).hasSize(36).isNotEqualTo("target");
            }
        }
        String dead;
        int mark = server.mark();
        try (FakeGateway other = FakeGateway.link(server)) {
            dead = other.token();
        }
        server.awaitLog(mark, "GRACEHUB1901I", Bound.seconds(30)); // containers may miss it, and the pings tell
        try (WebSocketClient client = FakeGateway.carried("target", dead).connect(server.ws(FakeGateway.HUB))) {
            client.send("who");
            assertThat(client.timeline()
                            .first(Received.Text.class, event -> true, Bound.SOON)
                            .orElseThrow()
                            .text())
                    .isNotEqualTo("target");
        }
        assertThat(server.traceTexts()).noneMatch(line -> line.contains("secret"));
    }

    @Test
    @Clause("MIG-19")
    void handshake_ofAConnectionThatMoves_isRefusedUnlessItIsExpected() {
        WebSocketClient.Options moving =
                FakeGateway.carried("moves", gateway.token()).header("Gracehub-Migrated", "true");
        assertRefused(moving);
        expect("another", "{}", false);
        assertRefused(moving);

        expect("moves", "{'nick':'joan'}", false);
        assertRefused(FakeGateway.carried("moves", "forged").header("Gracehub-Migrated", "true"));
        moving.connect(server.ws(FakeGateway.HUB)).awaitText("welcome from gamma");
        server.awaitTrace("open moves gamma>alpha nick=joan", Bound.SOON);

        assertRefused(moving);
        assertThat(server.traceTexts())
                .filteredOn(line -> line.startsWith("open moves "))
                .hasSize(1);
    }

    private static void assertRefused(WebSocketClient.Options handshake) {
        HandshakeRefused refusal =
                catchThrowableOfType(HandshakeRefused.class, () -> handshake.connect(server.ws(FakeGateway.HUB)));
        assertThat(refusal.status()).isGreaterThanOrEqualTo(400);
    }

    @Test
    @Clause({"MIG-10", "MIG-15"})
    void leave_fromAnotherGatewaysLink_isRefused() {
        WebSocketClient client = gateway.open("mine");
        client.exchange("who", "mine");
        int mark = server.mark();
        try (FakeGateway other = FakeGateway.link(server)) {
            other.leave("mine", "beta", 1);
            other.leave("nobody", "beta", 0);
            other.await("stay", "mine");
            other.await("stay", "nobody");
            server.awaitLog(mark, "GRACEHUB1906W.*mine.*another", Bound.SOON);
            server.awaitLog(mark, "GRACEHUB1906W.*nobody", Bound.SOON);
        }
        client.exchange("still 2", "echo still 2");

        FakeGateway anew = FakeGateway.link(server);
        gateway.close();
        server.awaitLog(mark, "GRACEHUB1901I[\\s\\S]*GRACEHUB1901I", Bound.SOON);
        anew.leave("mine", "beta", 2);
        assertThat(client.awaitClosed(Bound.SOON).code()).isEqualTo(1012);
        anew.await("left", "mine");
    }

    @Test
    @Clause("MIG-11")
    void state_atLevelAny_isToldWhenItChanges() {
        WebSocketClient client = gateway.open("stateful");
        for (int i = 0; i < 100; i++) {
            client.send("nick n" + i);
        }
        client.awaitText("echo nick n99", Bound.seconds(20));
        gateway.awaitReceived(
                "state", m -> m.getJsonObject("state").getString("nick", "").equals("n99"));
        assertThat(gateway.messages("state")).as("coalesced").hasSizeLessThan(60);

        expect("with-state", "{'nick':'old'}", true);
        gateway.open("with-state");
        assertThat(gateway.await("state", "with-state").getJsonObject("state").getString("nick"))
                .isEqualTo("old");
    }

    @Test
    @Clause({"MIG-8", "MIG-10"})
    void handshakes_manyAtOnce_eachGetsItsOwnConnection() throws Exception {
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String id = "concurrent-" + i;
            boolean direct = i % 4 == 3;
            clients.add(CompletableFuture.runAsync(() -> assertOwn(id, direct)));
        }
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    /** Names of headers have no case (RFC 9110, section 5.1). */
    private WebSocketClient.Options otherCase(String id) {
        return WebSocketClient.options().header("gracehub-connection", id).header("GRACEHUB-LINK", gateway.token());
    }

    private void assertOwn(String id, boolean direct) {
        WebSocketClient.Options options = direct ? WebSocketClient.options() : otherCase(id);
        try (WebSocketClient client = options.connect(server.ws(FakeGateway.HUB))) {
            client.send("who");
            String answer = client.timeline()
                    .first(Received.Text.class, event -> true, Bound.seconds(20))
                    .orElseThrow()
                    .text();
            if (direct) {
                assertThat(answer).hasSize(36);
            } else {
                assertThat(answer).isEqualTo(id);
            }
        }
    }

    @Test
    @Clause({"MIG-3", "MIG-18"})
    void leave_rightAfterTheHandshake_isNotLost() {
        for (int i = 0; i < 20; i++) {
            String id = "quick-" + i;
            WebSocketClient client = gateway.open(id);
            gateway.leave(id, "beta", 0);
            gateway.leave(id, "beta", 0);
            assertThat(client.awaitClosed(Bound.SOON).code()).isEqualTo(1012);
            gateway.await("left", id);
        }
        assertThat(new HashSet<>(gateway.messages("left")))
                .as("one each, said once more where the second leave came after it")
                .hasSize(20);
    }
}
