// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.server.ServerFixtures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455, section 4.2, and what a proxy makes of it. */
class HandshakesTest {

    private static final String OK = "HTTP/1.1 101 ";

    private RawServer first;
    private RawServer second;
    private Rig rig;

    @BeforeEach
    void start() {
        first = new RawServer();
        second = new RawServer();
        rig = new Rig(first, second);
    }

    @AfterEach
    void stop() {
        rig.close();
        first.close();
        second.close();
    }

    @Test
    void request_passesWithWhatTheServerNeeds_andNothingElse() {
        Peer client = rig.ask(
                "/chat/room%201?name=j%C3%B6rg&x=1",
                "Cookie: id=7; b=2\r\n",
                "Authorization: Bearer abc\r\n",
                "Origin: https://chat.example\r\n",
                "Sec-WebSocket-Protocol: v2\r\n",
                "Sec-WebSocket-Protocol: v1\r\n",
                "Sec-WebSocket-Extensions: x-webkit-deflate-frame\r\n",
                "Gracehub-Connection: forged\r\n",
                "GRACEHUB-LINK: forged\r\n",
                "gracehub_link: forged\r\n",
                "Connection: X-Private\r\n",
                "X-Private: 1\r\n",
                "Keep-Alive: timeout=5\r\n",
                "Proxy-Authorization: Basic x\r\n",
                "Forwarded: for=10.0.0.9\r\n",
                "X-Forwarded-For: 10.0.0.9\r\n",
                "X-Custom: kept\r\n");
        Peer session = first.accept();
        String request = session.head();
        assertThat(request).startsWith("GET /chat/room%201?name=j%C3%B6rg&x=1 HTTP/1.1\r\n");
        assertThat(request.split("\r\n"))
                .containsExactlyInAnyOrder(
                        "GET /chat/room%201?name=j%C3%B6rg&x=1 HTTP/1.1",
                        "Host: chat.example:8080",
                        "Cookie: id=7; b=2",
                        "Authorization: Bearer abc",
                        "Origin: https://chat.example",
                        "Sec-WebSocket-Version: 13",
                        "X-Custom: kept",
                        "Forwarded: for=10.0.0.9, for=127.0.0.1;host=\"chat.example:8080\";proto=http",
                        "X-Forwarded-Host: chat.example:8080",
                        "X-Forwarded-For: 10.0.0.9, 127.0.0.1",
                        "X-Forwarded-Proto: http",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: " + Rig.KEY,
                        "Sec-WebSocket-Protocol: v2, v1");
        session.send(RawServer.answer(
                request, "Sec-WebSocket-Protocol: v1\r\n", "Set-Cookie: s=1\r\n", "Set-Cookie: t=2\r\n"));
        assertThat(client.head())
                .startsWith(OK)
                .contains("\r\nSec-WebSocket-Accept: " + HandshakeKeys.accept(Rig.KEY) + "\r\n")
                .contains("\r\nSec-WebSocket-Protocol: v1\r\n")
                .contains("\r\nSet-Cookie: s=1\r\n")
                .contains("\r\nSet-Cookie: t=2\r\n")
                .doesNotContain("Sec-WebSocket-Extensions")
                .contains("\r\nUpgrade: websocket\r\n")
                .contains("\r\nConnection: Upgrade\r\n");
        assertThat(rig.events().server).isSameAs(first.server);
        assertThat(first.server.connections()).isEqualTo(1);
    }

    @Test
    void request_whoseConnectionNamesTheForwardedHeaders_stillTellsOfTheClient() {
        rig.ask("/chat", "Connection: Forwarded, X-Forwarded-For, X-Forwarded-Proto\r\n");
        assertThat(first.accept().head())
                .contains("\r\nForwarded: for=127.0.0.1;")
                .contains("\r\nX-Forwarded-For: 127.0.0.1\r\n")
                .contains("\r\nX-Forwarded-Proto: http\r\n");
    }

    @Test
    void request_toALinkedServer_isVouchedFor() {
        ServerFixtures.identify(first.server, "a", "token-a");
        Peer client = rig.ask("/chat");
        Peer session = first.accept();
        String request = session.head();
        Matcher id = Pattern.compile("\r\nGracehub-Connection: ([A-Za-z0-9_-]{22})\r\n")
                .matcher(request);
        assertThat(id.find()).isTrue();
        assertThat(request).contains("\r\nGracehub-Link: token-a\r\n");
        session.send(RawServer.answer(request));
        assertThat(client.head()).startsWith(OK);
        assertThat(rig.events().id).isEqualTo(id.group(1));
    }

    @Test
    void request_withAbsoluteTarget_isMadeRelative() {
        rig.ask("http://chat.example:8080/chat?x=1");
        assertThat(first.accept().head()).startsWith("GET /chat?x=1 HTTP/1.1\r\n");
    }

    @Test
    void frames_beforeTheAnswer_areKept() {
        Peer client = rig.connect();
        client.send(Rig.request("/chat").getBytes(StandardCharsets.ISO_8859_1), client.textFrame("one"));
        Peer session = first.accept();
        String request = session.head();
        client.text("two");
        byte[] answer = RawServer.answer(request).getBytes(StandardCharsets.ISO_8859_1);
        session.send(answer, session.textFrame("welcome"));
        assertThat(client.head()).startsWith(OK);
        assertThat(client.readText()).isEqualTo("welcome");
        assertThat(session.readText()).isEqualTo("one");
        assertThat(session.readText()).isEqualTo("two");
    }

    @Test
    void client_thatFloodsBeforeTheAnswer_isStopped() throws Exception {
        Peer client = rig.ask("/chat");
        Peer session = first.accept();
        String request = session.head();
        Thread flood = new Thread(() -> client.send(client.frame(true, 2, new byte[16 << 20])));
        flood.start();
        flood.join(500);
        assertThat(flood.isAlive()).isTrue();
        session.send(RawServer.answer(request));
        assertThat(session.read().payload()).hasSize(16 << 20);
        flood.join();
    }

    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource({
        "'POST /chat HTTP/1.1', 'GET /chat HTTP/1.1', 400",
        "'GET /chat HTTP/1.0', 'GET /chat HTTP/1.1', 400",
        "'', 'Host: chat.example:8080\r\n', 400",
        "'Host: a\r\nHost: b\r\n', 'Host: chat.example:8080\r\n', 400",
        "'Connection: keep-alive\r\n', 'Connection: Upgrade\r\n', 400",
        "'Sec-WebSocket-Key: short\r\n', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n', 400",
        "'', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n', 400",
        "'Sec-WebSocket-Version: 8\r\n', 'Sec-WebSocket-Version: 13\r\n', 426",
        "'', 'Sec-WebSocket-Version: 13\r\n', 426",
    })
    void request_thatIsNoHandshake_isRefused(String instead, String of, int status) {
        Peer client = rig.connect().send(Rig.request("/chat").replace(of, instead));
        String answer = client.head();
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("close\r\n");
        assertThat(answer.contains("Sec-WebSocket-Version: 13")).isEqualTo(status == 426);
    }

    @Test
    void request_withABody_isRefused() {
        Peer client = rig.ask("/chat", "Content-Length: 3\r\n").send("abc");
        assertThat(client.head()).startsWith("HTTP/1.1 400 ");
        Peer chunked = rig.ask("/chat", "Transfer-Encoding: chunked\r\n").send("0\r\n\r\n");
        assertThat(chunked.head()).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void refusal_isPassedWithStatusHeadersAndBody() {
        Peer client = rig.ask("/chat").send("GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
        Peer session = first.accept();
        session.head();
        session.send("HTTP/1.1 403 Not You\r\nX-Why: banned\r\nWWW-Authenticate: Basic\r\nConnection: keep-alive\r\n"
                + "Keep-Alive: timeout=9\r\nContent-Length: 9\r\n\r\nforbidden");
        assertThat(client.head())
                .startsWith("HTTP/1.1 403 Not You\r\n")
                .contains("\r\nX-Why: banned\r\n")
                .contains("\r\nWWW-Authenticate: Basic\r\n")
                .contains("\r\nContent-Length: 9\r\n")
                .contains("\r\nConnection: close\r\n")
                .doesNotContain("eep-");
        assertThat(client.bytes(9)).isEqualTo("forbidden");
        assertThat(client.ended()).isTrue();
        assertThat(session.ended()).isTrue();
        assertThat(first.server.connections()).isZero();
        assertThat(rig.opened).isEmpty();
    }

    @Test
    void refusal_inChunks_isPassedInChunks() {
        Peer client = rig.ask("/chat");
        Peer session = first.accept();
        session.head();
        session.send("HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        assertThat(client.head()).contains("\r\nTransfer-Encoding: chunked\r\n").doesNotContain("Content-Length");
        assertThat(client.bytes(8)).isEqualTo("3\r\nabc\r\n");
        session.send("2\r\nde\r\n0\r\n\r\n");
        assertThat(client.bytes(12)).isEqualTo("2\r\nde\r\n0\r\n\r\n");
        assertThat(client.ended()).isTrue();
    }

    @Test
    void refusal_thatEndsWithTheConnection_isPassed() {
        Peer client = rig.ask("/chat");
        Peer session = first.accept();
        session.head();
        session.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\npage").close();
        assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(client.bytes(4)).isEqualTo("page");
        assertThat(client.ended()).isTrue();
    }

    @Test
    void server_thatCannotBeReached_isPassedOver() {
        first.close();
        Peer client = rig.ask("/chat");
        second.acceptWebSocket();
        assertThat(client.head()).startsWith(OK);
        assertThat(first.server.connections()).isZero();
        assertThat(second.server.connections()).isEqualTo(1);
    }

    @Test
    void server_thatSays503_isPassedOver() {
        Peer client = rig.ask("/chat");
        Peer refusing = first.accept();
        refusing.head();
        refusing.send("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nlate");
        second.acceptWebSocket();
        assertThat(client.head()).startsWith(OK);
        assertThat(first.server.connections()).isZero();
    }

    @Test
    void servers_thatAllSay503_areHeard() {
        Peer client = rig.ask("/chat");
        Peer one = first.accept();
        one.head();
        one.send("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 3\r\n\r\none");
        Peer two = second.accept();
        two.head();
        two.send("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 3\r\n\r\ntwo");
        assertThat(client.head()).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: 7\r\n");
        assertThat(client.bytes(3)).isEqualTo("two");
        assertThat(client.ended()).isTrue();
        assertThat(second.server.connections()).isZero();
    }

    @Test
    void request_whenNoServerIsReady_gets503() {
        rig.servers.clear();
        Peer client = rig.ask("/chat");
        assertThat(client.head()).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: 1\r\n");
    }

    @Test
    void request_toNoContextRoot_gets404() {
        assertThat(rig.ask("/unknown").head()).startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n'",
        "'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n'",
        "'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n'",
        "'nonsense\r\n\r\n'",
        "'HTTP/1.1 200 OK\r\nX: '",
    })
    void server_thatAnswersWrongly_isPassedOver(String answer) {
        Peer client = rig.ask("/chat");
        Peer wrong = first.accept();
        wrong.head();
        wrong.send(answer).shutdownOutput();
        second.acceptWebSocket();
        assertThat(client.head()).startsWith(OK);
        assertThat(first.server.connections()).isZero();
    }

    @Test
    void server_thatDoesNotAnswer_isPassedOverInTime() {
        try (Rig impatient = new Rig(
                new RelayBounds(
                        1024,
                        8192,
                        Duration.ofMillis(200),
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)),
                first,
                second)) {
            Peer client = impatient.ask("/chat");
            Peer silent = first.accept();
            second.acceptWebSocket();
            assertThat(client.head()).startsWith(OK);
            assertThat(silent.head()).isNotEmpty();
            assertThat(silent.ended()).isTrue();
        }
    }

    @Test
    void client_thatLeavesMeanwhile_isForgotten() {
        Peer client = rig.ask("/chat");
        Peer session = first.accept();
        session.head();
        client.close();
        assertThat(session.ended()).isTrue();
        assertThat(first.server.connections()).isZero();
    }

    @Test
    void interimAnswers_areSkipped() {
        Peer client = rig.ask("/chat");
        Peer session = first.accept();
        String request = session.head();
        session.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n").send(RawServer.answer(request));
        assertThat(client.head()).startsWith(OK);
    }

    @Test
    void server_atAnIpv6Address_isReached() {
        try (RawServer six = new RawServer("::1");
                Rig rig6 = new Rig(six)) {
            Peer client = rig6.ask("/chat");
            six.acceptWebSocket();
            assertThat(client.head()).startsWith(OK);
        }
    }

    @Test
    void server_withAName_isReached() {
        try (RawServer named = new RawServer("localhost");
                Rig rigNamed = new Rig(named)) {
            Peer client = rigNamed.ask("/chat");
            named.acceptWebSocket();
            assertThat(client.head()).startsWith(OK);
        }
    }

    @Test
    void idleConnection_isClosedWith1001() {
        try (Rig idle = new Rig(
                new RelayBounds(
                        1024,
                        8192,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)),
                first)) {
            Peer client = idle.ask("/chat");
            Peer session = first.acceptWebSocket();
            assertThat(client.head()).startsWith(OK);
            assertThat(client.read().code()).isEqualTo(1001);
            assertThat(session.read().code()).isEqualTo(4100);
            idle.events().next("clientGone");
        }
    }
}
