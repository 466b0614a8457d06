// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.LinkIT.moving;
import static io.gracehub.tck.process.Scenario.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gracehub.tck.app.GuardedHub;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.HandshakeRefused;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.WebSocketClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody finds who reaches a server and has no secret, or once had one. */
final class AttackIT {

    private static final String TOKEN = "a-token-that-nobody-guesses";
    private static final String UPGRADE = """
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Protocol: gracehub.v1\r
            """;

    private static Server server;

    @BeforeAll
    static void start() {
        server = server(moving().classes(GuardedHub.class)
                        .config("gracehub.migration.level", "any")
                        .config("gracehub.control.token", TOKEN))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Sends a request whose target and headers no client would let through; returns the first line of the answer. */
    private static String ask(String method, String target, String headers) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout((int) Bound.SOON.toMillis());
            String request = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n" + headers;
            socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                head.append(line).append('\n');
            }
            return head.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Clause("LINK-1")
    void link_howeverItsPathIsWritten_isNobodysWithoutTheSecret() {
        for (String path : List.of(
                "/chat/gracehub/link",
                "/chat/gracehub/link/",
                "/chat/gracehub/link;a=b",
                "/chat/gracehub;a=b/link",
                "/chat;a=b/gracehub/link",
                "/chat//gracehub//link",
                "/chat/./gracehub/link",
                "/chat/x/../gracehub/link",
                "/chat/x/..;/gracehub/link",
                "/chat/%67racehub/lin%6b",
                "/chat/gracehub%2flink",
                "/chat/gracehub/link%3ba",
                "/chat/GRACEHUB/link",
                "/chat/gracehub/link?x=y",
                "http://localhost/chat/gracehub/link")) {
            for (String authorization : List.of("", "Authorization: Bearer wrong\r\n")) {
                // a redirect to where the container sees a folder is its own answer
                assertThat(ask("GET", path, UPGRADE + authorization)).as(path).matches("(?s)HTTP/1.1 [345]\\d\\d .*");
            }
        }
        assertThat(server.logs()).doesNotContain("GRACEHUB1900I");
    }

    @Test
    @Clause("OPER-2")
    void operator_howeverAPageOfAnotherOriginAsks_isNotReached() {
        String page = "Origin: https://evil.example\r\nCookie: JSESSIONID=1; token=" + TOKEN + "\r\n";
        String form = "Content-Type: application/x-www-form-urlencoded\r\n";
        for (String path : List.of(
                "/chat/gracehub/drain",
                "/chat/gracehub/drain;a=b",
                "/chat//gracehub/drain",
                "/chat/gracehub/drain?token=" + TOKEN,
                "/chat/gracehub/drain?access_token=" + TOKEN)) {
            assertThat(ask("POST", path, page + form)).as(path).matches("(?s)HTTP/1.1 4\\d\\d .*");
        }
        String preflight = ask(
                "OPTIONS",
                "/chat/gracehub/drain",
                page + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\n");
        assertThat(preflight).startsWith("HTTP/1.1 401 ").doesNotContain("Access-Control-Allow");

        assertThat(server.traceTexts()).noneMatch(line -> line.startsWith("stage "));
        assertThat(server.readiness().status()).isEqualTo(200);
    }

    @Test
    @Clause("HUB-23")
    void handshake_ofAPageOfAnotherOrigin_isRefusedWhereTheConfiguratorSaysSo() {
        for (String origin : List.of("https://evil.example", "null")) {
            assertThat(catchThrowableOfType(
                                    HandshakeRefused.class,
                                    () -> WebSocketClient.options()
                                            .header("Origin", origin)
                                            .connect(server.ws("/chat/guarded")))
                            .status())
                    .isIn(403, 404);
        }
        try (WebSocketClient own = WebSocketClient.options()
                .header("Origin", "https://chat.example")
                .connect(server.ws("/chat/guarded"))) {
            own.exchange("21", "42");
        }
    }

    @Test
    @Clause("MIG-16")
    void arrival_replayed_bringsNeitherStateNorMigration() {
        try (FakeGateway gateway = FakeGateway.link(server)) {
            expect(gateway, "once");
            try (WebSocketClient first = gateway.open("once")) {
                first.awaitText("welcome from gamma");
            }
            try (WebSocketClient again = gateway.open("once")) {
                again.send("who");
                assertThat(again.timeline()
                                .first(Received.Text.class, event -> true, Bound.SOON)
                                .orElseThrow()
                                .text())
                        .as("no welcome: no migration")
                        .isEqualTo("once");
            }
            server.awaitTrace("open once gamma>alpha nick=the-state", Bound.SOON);
            server.awaitTrace("open once by itself nick=null", Bound.SOON);
        }
    }

    private static void expect(FakeGateway gateway, String connection) {
        gateway.send(
                "{'type':'expect','connection':'%s','from':'gamma','to':'alpha','state':{'nick':'the-state'},'lost':false}"
                        .formatted(connection));
        gateway.await("expecting", connection);
    }

    @Test
    @Clause("MIG-17")
    void messagesStatesAndTokens_areInNoLog() {
        String token;
        try (FakeGateway gateway = FakeGateway.link(server);
                WebSocketClient number = WebSocketClient.options()
                        .header("Origin", "https://chat.example")
                        .connect(server.ws("/chat/guarded"))) {
            token = gateway.token();
            expect(gateway, "secretive");
            WebSocketClient client = gateway.open("secretive");
            client.exchange("nick the-nick", "echo nick the-nick");
            int mark = server.mark();
            number.send("the-message\nFORGED line");
            number.exchange("4", "8");
            server.awaitLog(mark, "GRACEHUB1212E", Bound.SOON);
            gateway.send("{'type':'left','connection':'secretive','state':'the-state'}");
            assertThat(gateway.awaitClosed(Bound.SOON).code()).isEqualTo(1002);
        }

        assertThat(server.logs() + server.console())
                .doesNotContain("the-state", "the-nick", "the-message", "FORGED", token, FakeGateway.SECRET, TOKEN);
    }
}
