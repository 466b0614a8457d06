// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gracehub.tck.app.Control;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Answer;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.GatewayBuilder;
import io.gracehub.tck.harness.GatewayProcess;
import io.gracehub.tck.harness.HandshakeRefused;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.migration.app.Visits;
import io.gracehub.tck.migration.plain.PlainEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gateway before a server that it cannot, or need not, move connections away from; and its own end. */
final class ProxyIT {

    private static final String ECHO = "/direct/0";

    private static Server server;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        server = Server.named("proxy")
                .war(Wars.plain("plain").packageOf(PlainEndpoint.class).build())
                .war(hub("hub", Cluster.SECRET))
                .war(hub("stranger", "another-secret-than-the-gateways"))
                .property("gracehub.server.name", "P")
                .start();
        gateway = gateway().start();
        gateway.awaitReady();
        awaitLinked(gateway);
    }

    @AfterAll
    static void stop() {
        server.close();
        gateway.close();
    }

    private static WebArchive hub(String name, String secret) {
        return Wars.named(name)
                .packageOf(Visits.class)
                .classes(Control.class, Trace.class)
                .config("gracehub.shutdown.mode", "migrate-clients")
                .config("gracehub.shutdown.timeout", "10s")
                .config("gracehub.link.secret", secret)
                .build();
    }

    private static GatewayBuilder gateway() {
        GatewayBuilder builder = GatewayProcess.with()
                .property("gracehub.link.secret", Cluster.SECRET)
                .property("gracehub.gateway.shutdown.timeout", "5s");
        Stream.of("plain", "hub", "stranger").forEach(app -> builder.server(server.origin() + "/" + app));
        return builder;
    }

    private static void awaitLinked(GatewayProcess linking) {
        linking.awaitOutput(0, "GRACEHUB5200I: .*/hub:", Bound.SOON);
        linking.awaitOutput(0, "GRACEHUB5203E: .*/stranger ", Bound.SOON);
        linking.awaitOutput(0, "GRACEHUB5204W: .*/plain ", Bound.SOON);
        Stream.of("/plain/page", "/stranger/").forEach(path -> awaitServed(linking, path));
    }

    /** A server without a link is served once it has said that it is ready. */
    private static void awaitServed(GatewayProcess proxying, String path) {
        Bound.await(
                Bound.SOON,
                () -> path + " is not served yet",
                () -> proxying.get(path).status() != 503);
    }

    @Test
    @Clause("GATE-17")
    void handshake_throughTheGateway_isPassedOnBothWays() {
        try (WebSocketClient client = WebSocketClient.options()
                .subprotocols("first.v1", "second.v1")
                .header("Cookie", "a=b; c=d")
                .header("X-Custom", "mine")
                .connect(gateway.ws("/plain/told/some%20name?x=1&y=%2F"))) {
            assertThat(client.subprotocol()).isEqualTo("second.v1");
            client.exchange("hello", "echo hello");
            assertThat(client.timeline().texts().get(0))
                    .startsWith("some name ?x=1&y=%2F second.v1 ")
                    .contains("Cookie=[a=b; c=d]", "X-Custom=[mine]", "X-Forwarded-For=[127.0.0.1]");
        }
        assertThat(RawHandshake.answer(gateway.ws("/plain/told/me")))
                .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                .anyMatch(line -> line.startsWith("HTTP/1.1 101 "))
                .anyMatch(line -> line.startsWith("Set-Cookie: seen=yes"));
    }

    @Test
    @Clause("GATE-17")
    void refusal_ofTheServer_isPassedOn() {
        int ofOrigin = refusedOfOrigin(server.ws("/plain/told/me")).status();
        assertThat(ofOrigin).isIn(403, 404);
        assertThat(refusedOfOrigin(gateway.ws("/plain/told/me")).status()).isEqualTo(ofOrigin);

        HandshakeRefused direct = refused(server.ws("/plain/nowhere"));
        assertThat(refused(gateway.ws("/plain/nowhere")).status()).isEqualTo(direct.status());
        assertThat(refused(gateway.ws("/no-such-application/at-all")).status()).isEqualTo(404);
    }

    private static HandshakeRefused refusedOfOrigin(java.net.URI uri) {
        return catchThrowableOfType(
                HandshakeRefused.class,
                () -> WebSocketClient.options()
                        .header("Origin", "https://evil.example")
                        .connect(uri));
    }

    private static HandshakeRefused refused(java.net.URI uri) {
        return catchThrowableOfType(HandshakeRefused.class, () -> WebSocketClient.connect(uri));
    }

    @Test
    @Clause("GATE-17")
    void request_ofPlainHttp_isPassedOn() {
        Answer answer = gateway.get("/plain/page?q=1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("page ?q=1 [");
        assertThat(gateway.get("/plain/none").status()).isEqualTo(404);
    }

    @Test
    @Clause("GATE-18")
    void headers_thatAClientForges_reachNobody() {
        WebSocketClient.Options forging = WebSocketClient.options()
                .header("Gracehub-Connection", "forged-id")
                .header("Gracehub-Link", "forged-token");
        try (WebSocketClient plain = forging.connect(gateway.ws("/plain/told/forger"));
                WebSocketClient behind = forging.connect(gateway.ws("/hub" + ECHO + "?client=behind"));
                WebSocketClient unlinked = forging.connect(gateway.ws("/stranger" + ECHO + "?client=unlinked"));
                WebSocketClient direct = forging.connect(server.ws("/hub" + ECHO + "?client=direct"))) {
            plain.exchange("hello", "echo hello");
            Stream.of(behind, unlinked, direct).forEach(client -> client.exchange("1", "1@P"));

            assertThat(plain.timeline().texts().get(0)).doesNotContain("forged");
            List<String> opened = server.traceTexts().stream()
                    .filter(line -> line.matches("open client=(behind|unlinked|direct) .*"))
                    .toList();
            assertThat(opened).hasSize(3).noneMatch(line -> line.contains("forged"));
        }
    }

    @Test
    @Clause("GATE-28")
    void request_forWhatIsTheServersOwn_isNotPassed() {
        assertThat(server.get("/hub/gracehub/link").status()).isEqualTo(401);

        assertThat(gateway.get("/hub/gracehub/link").status()).isEqualTo(404);
        assertThat(gateway.get("/hub/%67racehub/link").status()).isEqualTo(404);
        assertThat(catchThrowableOfType(
                                HandshakeRefused.class,
                                () -> WebSocketClient.options()
                                        .subprotocols("gracehub.v1")
                                        .header("Authorization", "Bearer " + Cluster.SECRET)
                                        .connect(gateway.ws("/hub/gracehub/link")))
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Clause("GATE-19")
    void wrongSecret_isToldOnBothSides_andTheApplicationIsServedAllTheSame() {
        try (WebSocketClient client = WebSocketClient.connect(gateway.ws("/stranger" + ECHO))) {
            client.exchange("1", "1@P");
        }
        assertThat(gateway.output())
                .containsPattern("GRACEHUB5203E: .*/stranger .*gracehub.link.secret")
                .doesNotContain(Cluster.SECRET);
        assertThat(server.logs())
                .containsPattern("GRACEHUB19\\d\\dW.*gracehub.link.secret")
                .doesNotContain(Cluster.SECRET)
                .doesNotContain("another-secret");
    }

    @Test
    @Clause("GATE-20")
    void healthAndMetrics_tellConnectionsAndLinks() {
        double before = gateway.metrics().sum("gracehub_gateway_connections", "server=\"P\"");
        try (WebSocketClient client = WebSocketClient.connect(gateway.ws("/hub" + ECHO))) {
            client.exchange("1", "1@P");

            assertThat(gateway.liveness().status()).isEqualTo(200);
            assertThat(gateway.readiness().checks("gracehub-gateway")).hasSize(1);
            assertThat(gateway.metrics().sum("gracehub_gateway_connections", "server=\"P\""))
                    .isEqualTo(before + 1);
            assertThat(gateway.metrics().sum("gracehub_gateway_link_up")).isEqualTo(1);
            assertThat(gateway.metrics().sum("gracehub_gateway_servers", "state=\"ready\""))
                    .isEqualTo(3);
        }
    }

    @Test
    @Clause("GATE-21")
    void term_ofTheGateway_closesItsClientsWith1012SpreadOverItsTimeout() {
        try (GatewayProcess leaving = gateway().start()) {
            awaitLinked(leaving);
            List<WebSocketClient> clients =
                    WebSocketClient.connect(leaving.ws("/hub" + ECHO), 40, WebSocketClient.options());
            clients.forEach(client -> client.exchange("1", "1@P"));

            leaving.signal("TERM");
            Bound.await(Bound.SOON, leaving::output, () -> leaving.readiness().status() == 503);

            List<Received.Closed> ends = clients.stream()
                    .map(client -> client.awaitClosed(Bound.seconds(10)))
                    .toList();
            assertThat(ends).allMatch(end -> end.code() == 1012);
            assertThat(ends.stream().map(Received.Closed::reason).distinct())
                    .hasSizeGreaterThan(20)
                    .allMatch(reason -> reason.matches(".*retry-after=\\d{1,4}ms"));
            long first = ends.stream().mapToLong(Received.Closed::nanos).min().orElseThrow();
            long last = ends.stream().mapToLong(Received.Closed::nanos).max().orElseThrow();
            assertThat(Duration.ofNanos(last - first)).isBetween(Duration.ofSeconds(1), Bound.seconds(6));
            assertThat(leaving.exitCode(Bound.SOON)).isEqualTo(143);
        }
    }

    @Test
    @Clause("GATE-22")
    void secondSignal_endsTheGatewayAtOnce() {
        try (GatewayProcess leaving =
                gateway().property("gracehub.gateway.shutdown.timeout", "60s").start()) {
            awaitLinked(leaving);
            List<WebSocketClient> clients =
                    WebSocketClient.connect(leaving.ws("/plain/told/one"), 5, WebSocketClient.options());

            int mark = leaving.mark();
            leaving.signal("TERM");
            leaving.awaitOutput(mark, "GRACEHUB5700I", Bound.SOON);
            assertThat(clients).anyMatch(WebSocketClient::open);
            leaving.signal("TERM");

            assertThat(leaving.exitCode(Bound.seconds(3))).isEqualTo(143);
        }
    }

    @Test
    @Clause("GATE-23")
    void kill_ofTheGateway_isNoticedAndHoldsNoDrainUp() {
        try (GatewayProcess dying = gateway().start()) {
            awaitLinked(dying);
            List<WebSocketClient> clients =
                    WebSocketClient.connect(dying.ws("/hub" + ECHO), 10, WebSocketClient.options());
            clients.forEach(client -> client.exchange("1", "1@P"));

            dying.signal("KILL");
            dying.exitCode(Bound.SOON);

            server.post("/hub/control/drain");
            Bound.await(
                    Bound.seconds(5),
                    () -> "the drain hangs: " + server.traceTexts(),
                    () -> server.traceTexts().contains("stage /hub CLIENTS>STOPPED"));
            server.redeploy(hub("hub", Cluster.SECRET));
        }
    }
}
