// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProxyTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static final String MADE =
            "HTTP/1.1 201 Made\r\nX-Own: a\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 5\r\n\r\nhello";
    private static final String EVENTS =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n8\r\ndata: 1\n\r\n";

    private static final String HOP =
            "Connection: keep-alive, X-Gone\r\nX-Gone: 1\r\nUpgrade: h2c\r\nTE: trailers\r\nProxy-Authorization: x\r\n";
    private static final String FORGED =
            "Gracehub-Connection: f\r\nGRACEHUB-LINK: f\r\nGracehub_Link: f\r\nX-Stays: 1\r\n\r\n";

    private FrontFixture front;

    @BeforeEach
    void start() throws Exception {
        front = FrontFixture.start();
    }

    @AfterEach
    void stop() {
        front.close();
    }

    @Test
    void get_toServer_passesTargetHeadersAndAnswer() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(MADE);
                RawHttp client = front.connect()) {
            front.ready(server.port(), "/app");
            client.send("GET /app/x?y=%20z HTTP/1.1\r\nHost: gate.example:80\r\nCookie: c=d\r\nX-Mine: 1\r\n\r\n");

            RawHttp.Message answer = client.message();
            assertThat(answer.first()).isEqualTo("HTTP/1.1 201 Made");
            assertThat(answer.headers()).contains("X-Own: a", "Set-Cookie: a=1", "Set-Cookie: b=2");
            assertThat(answer.body()).isEqualTo("hello");
            RawHttp.Message request = server.request();
            assertThat(request.first()).isEqualTo("GET /app/x?y=%20z HTTP/1.1");
            assertThat(request.headers()).contains("Host: gate.example:80", "Cookie: c=d", "X-Mine: 1");
        }
    }

    @Test
    void get_headersOfOneHopAndForged_doNotPass() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(
                        "HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nContent-Length: 0\r\n\r\n");
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send("GET / HTTP/1.1\r\nHost: h\r\n" + HOP + FORGED);

            assertThat(client.message().headers())
                    .noneMatch(line -> line.matches("(?i)(connection|x-hop|keep-alive):.*"));
            assertThat(server.request().headers())
                    .contains("X-Stays: 1")
                    .noneMatch(line -> line.matches(
                            "(?i)(connection|x-gone|upgrade|te|proxy-authorization|keep-alive|gracehub.*):.*"));
        }
    }

    private static final String FORGED_HOPS = """
                            GET / HTTP/1.1\r
                            Host: h\r
                            Forwarded: for=9.9.9.9;proto=https\r
                            X-Forwarded-For: 9.9.9.9\r
                            x_forwarded_for: 9.9.9.9\r
                            X-Forwarded-Proto: https\r
                            X-Forwarded-Host: forged\r
                            X-Forwarded-Prefix: /forged\r
                            X-Real-IP: 9.9.9.9\r
                            $WSRA: 9.9.9.9\r
                            X-Mine: 1\r
                            \r
                            """;

    @Test
    void get_fromClient_isToldAsForwarded() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK);
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send("GET / HTTP/1.1\r\nHost: h:1\r\n\r\n").message();

            RawHttp.Message request = server.request();
            assertThat(request.header("X-Forwarded-For")).isEqualTo("127.0.0.1");
            assertThat(request.header("X-Forwarded-Proto")).isEqualTo("http");
            assertThat(request.header("X-Forwarded-Host")).isEqualTo("h:1");
            assertThat(request.header("Forwarded")).isEqualTo("for=127.0.0.1;host=\"h:1\";proto=http");
        }
    }

    @Test
    void get_fromAClientThatForgesForwardedHeaders_hasTheTruthOnly() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK);
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send(FORGED_HOPS).message();

            RawHttp.Message request = server.request();
            assertThat(request.header("Forwarded")).isEqualTo("for=127.0.0.1;host=\"h\";proto=http");
            assertThat(request.header("X-Forwarded-For")).isEqualTo("127.0.0.1");
            assertThat(request.header("X-Forwarded-Proto")).isEqualTo("http");
            assertThat(request.header("X-Forwarded-Host")).isEqualTo("h");
            assertThat(request.headers())
                    .contains("X-Mine: 1")
                    .noneMatch(line -> line.contains("9.9.9.9") || line.contains("forged"));
        }
    }

    @Test
    void handshake_fromAClientThatForgesForwardedHeaders_hasNoneOfThem() throws Exception {
        try (RawHttp client = front.connect()) {
            client.send(FORGED_HOPS.replace("X-Mine: 1", "Upgrade: websocket\r\nConnection: Upgrade"));
            client.rest();
            assertThat(front.upgraded()).startsWith("/ [").doesNotContainIgnoringCase("forwarded", "real-ip", "$WS");
        }
    }

    @Test
    void get_behindAProxy_hasItsWordAndTheNextHop() throws Exception {
        try (FrontFixture behind = FrontFixture.startBehindProxy();
                ScriptedServer server = ScriptedServer.answering(OK);
                RawHttp client = behind.connect()) {
            behind.ready(server.port(), "");
            client.send(FORGED_HOPS).message();

            RawHttp.Message request = server.request();
            assertThat(request.header("Forwarded")).endsWith(", for=127.0.0.1;host=\"h\";proto=http");
            assertThat(request.header("X-Forwarded-For")).isEqualTo("9.9.9.9, 127.0.0.1");
            assertThat(request.header("X-Forwarded-Proto")).isEqualTo("https");
            assertThat(request.header("X-Forwarded-Host")).isEqualTo("forged");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 11\r\n\r\nhello world",
                "Transfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5\r\nworld\r\n0\r\nX-Trailer: 1\r\n\r\n"
            })
    void post_withBody_passesIt(String rest) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK);
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send("POST / HTTP/1.1\r\nHost: h\r\n" + rest);

            assertThat(client.message().body()).isEqualTo("ok");
            assertThat(server.request().body()).isEqualTo("hello world");
        }
    }

    @Test
    void answer_whoseConnectionNamesItsFraming_keepsIt() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(
                        "HTTP/1.1 200 OK\r\nConnection: Content-Length\r\nContent-Length: 2\r\n\r\nok");
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");

            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .body())
                    .isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/gracehub/drain",
                "/app/gracehub/status",
                "/app/gracehub/ready",
                "/app/gracehub/resume?wait",
                "/%67racehub/%64rain",
                "/app//gracehub/status/",
                "/gracehub;x=1/link;y",
                "/gracehub;x%2Fy/link"
            })
    void request_forWhatIsTheServersOwn_isNotPassed(String path) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK);
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");

            assertThat(client.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n")
                            .message()
                            .first())
                    .contains(" 404 ");
            assertThat(server.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gracehub/gracehub-client.js", "/gracehub/status/x", "/my-gracehub/status", "/status"})
    void request_forWhatOnlyLooksLikeIt_isPassed(String path) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK);
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");

            assertThat(client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .body())
                    .isEqualTo("ok");
        }
    }

    @Test
    void requests_ofOneClient_shareOneConnectionToTheServer() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK);
                RawHttp client = front.connect()) {
            Server known = front.ready(server.port(), "");
            for (int i = 0; i < 5; i++) {
                assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                                .message()
                                .body())
                        .isEqualTo("ok");
            }

            assertThat(server.connections()).isEqualTo(1);
            assertThat(known.connections()).as("WebSockets").isZero();
        }
    }

    /** Each connection's answers tell the first request that came over it; that for /first/2 waits for a while. */
    @Test
    void requests_ofTwoClients_haveAConnectionEach_andGetTheirOwnAnswers() throws Exception {
        CountDownLatch otherAnswered = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    String opener = "";
                    while (true) {
                        String path = self.next(connection).first().split(" ", -1)[1];
                        opener = opener.isEmpty() ? path : opener;
                        if (path.equals("/first/2")) {
                            await(otherAnswered);
                        }
                        String body = path + " after " + opener;
                        connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                    }
                });
                RawHttp first = front.connect();
                RawHttp second = front.connect()) {
            front.ready(server.port(), "");
            assertThat(get(first, "/first/1").message().body()).isEqualTo("/first/1 after /first/1");
            assertThat(get(second, "/second/1").message().body()).isEqualTo("/second/1 after /second/1");

            get(first, "/first/2");
            assertThat(get(second, "/second/2").message().body()).isEqualTo("/second/2 after /second/1");
            otherAnswered.countDown();
            assertThat(first.message().body()).isEqualTo("/first/2 after /first/1");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static RawHttp get(RawHttp client, String path) throws IOException {
        return client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
    }

    @Test
    void requests_sentAhead_areAnsweredInOrder() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    while (true) {
                        String path = self.next(connection).first().split(" ", -1)[1];
                        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + path);
                    }
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            StringBuilder ahead = new StringBuilder();
            for (int i = 0; i < 9; i++) {
                ahead.append("GET /").append(i).append(" HTTP/1.1\r\nHost: h\r\n\r\n");
            }
            client.send(ahead.toString());

            for (int i = 0; i < 9; i++) {
                assertThat(client.message().body()).isEqualTo("/" + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD|HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n",
                "HEAD|HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET|HTTP/1.1 204 No Content\r\n\r\n",
                "GET|HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n"
            })
    void answer_thatHasNoBody_leavesTheConnectionUsable(String row) throws Exception {
        String method = row.substring(0, row.indexOf('|'));
        String given = row.substring(row.indexOf('|') + 1);
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    while (true) {
                        connection.send(self.next(connection).first().startsWith("GET /second ") ? OK : given);
                    }
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send(method + " / HTTP/1.1\r\nHost: h\r\n\r\n");
            RawHttp.Message first = client.head();
            client.send("GET /second HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(first.first()).isEqualTo(given.substring(0, given.indexOf("\r\n")));
            assertThat(client.message().body()).isEqualTo("ok");
        }
    }

    @Test
    void answer_thatEndsWithItsConnection_isChunkedForHttp11() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    self.next(connection);
                    connection.send("HTTP/1.1 200 OK\r\n\r\nall there is");
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");

            for (int i = 0; i < 2; i++) {
                RawHttp.Message answer =
                        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").message();
                assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
                assertThat(answer.body()).isEqualTo("all there is");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n\r\nplain",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\npla\r\n2\r\nin\r\n0\r\n\r\n"
            })
    void answer_ofUnknownLength_isPlainAndEndsTheConnectionForHttp10(String given) throws Exception {
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    self.next(connection);
                    connection.send(given);
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

            RawHttp.Message head = client.head();
            assertThat(head.has("Transfer-Encoding")).isFalse();
            assertThat(head.header("Connection")).isEqualTo("close");
            assertThat(client.rest()).isEqualTo("plain");
        }
    }

    @Test
    void bodies_thatCameAhead_reachTheServerAtOnce() throws Exception {
        String post = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello";
        try (ScriptedServer server = ScriptedServer.answering(OK);
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");

            client.send(post + post);

            assertThat(client.message().body()).isEqualTo("ok");
            assertThat(client.message().body()).isEqualTo("ok");
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void http10_withoutHost_isPassedOnWithTheServers() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK);
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");

            client.send("GET / HTTP/1.0\r\n\r\n").message();

            assertThat(server.request().header("Host")).isEqualTo("127.0.0.1:" + server.port());
        }
    }

    @Test
    void http10_withKeepAliveAndKnownLength_stays() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK);
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");

            for (int i = 0; i < 2; i++) {
                RawHttp.Message answer = client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                        .message();
                assertThat(answer.header("Connection")).isEqualTo("keep-alive");
                assertThat(answer.body()).isEqualTo("ok");
            }
        }
    }

    @Test
    void events_ofAnEndlessAnswer_arriveOneByOne() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    self.next(connection);
                    connection.send(EVENTS);
                    await(firstSeen);
                    connection.send("8\r\ndata: 2\n\r\n");
                    connection.rest();
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").head();

            assertThat(client.chunk()).isEqualTo("data: 1\n");
            firstSeen.countDown();
            assertThat(client.chunk()).isEqualTo("data: 2\n");
        }
    }

    @Test
    void client_thatGoesDuringAnAnswer_endsTheConnectionToTheServer() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
            self.next(connection);
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
            connection.rest();
            ended.countDown();
        })) {
            Server known = front.ready(server.port(), "");
            try (RawHttp client = front.connect()) {
                client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").head();
            }

            await(ended);
            assertThat(isLeft(known)).isTrue();
        }
    }

    @Test
    void expectContinue_isPassedBothWays() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    assertThat(connection.head().header("Expect")).isEqualTo("100-continue");
                    connection.send("HTTP/1.1 100 Continue\r\n\r\n");
                    String body = connection.bytes(4);
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + body);
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");

            assertThat(client.head().first()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(client.send("body").message().body()).isEqualTo("body");
        }
    }

    @Test
    void expectContinue_refused_endsTheConnectionAfterTheAnswer() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    connection.head();
                    connection.send("HTTP/1.1 417 No\r\nContent-Length: 2\r\n\r\nno");
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");

            RawHttp.Message answer = client.message();
            assertThat(answer.first()).isEqualTo("HTTP/1.1 417 No");
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(client.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n"
            })
    void server_thatDiesDuringTheAnswer_cutsTheClient(String half) throws Exception {
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    self.next(connection);
                    connection.send(half);
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThatThrownBy(client::message).isInstanceOf(IOException.class);
        }
    }

    @Test
    void server_thatDiesDuringAnAnswerOfUnknownLength_resetsAClientOfHttp10() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    self.next(connection);
                    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send("GET / HTTP/1.0\r\n\r\n");

            assertThatThrownBy(client::rest).hasMessageContaining("reset");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\nX: y",
                "nonsense\r\n\r\n",
                "HTTP/1.1 101 S\r\nUpgrade: x\r\n\r\n"
            })
    void server_withoutAWholeHead_isABadGateway(String start) throws Exception {
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    self.next(connection);
                    connection.send(start);
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");

            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .first())
                    .isEqualTo("HTTP/1.1 502 Bad Gateway");
            assertThat(client.send("GET /no HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .first())
                    .isEqualTo("HTTP/1.1 502 Bad Gateway");
        }
    }

    @Test
    void server_withAHeadThatIsTooLong_isABadGateway() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(
                        "HTTP/1.1 200 OK\r\nX: " + "y".repeat(5000) + "\r\nContent-Length: 0\r\n\r\n");
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");

            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .first())
                    .isEqualTo("HTTP/1.1 502 Bad Gateway");
        }
    }

    @Test
    void server_thatCannotBeReached_isPassedOver() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK);
                RawHttp client = front.connect()) {
            Server dead = front.ready(closedPort(), "");
            front.ready(server.port(), "");
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody");

            assertThat(client.message().body()).isEqualTo("ok");
            assertThat(server.request().body()).isEqualTo("body");
            assertThat(isLeft(dead)).isTrue();
        }
    }

    @Test
    void servers_noneReady_isUnavailableWithRetryAfter() throws Exception {
        try (RawHttp client = front.connect()) {
            Server server = front.ready(closedPort(), "");
            front.servers().enter(server, ServerState.OFFLINE);

            for (int i = 0; i < 2; i++) {
                RawHttp.Message answer =
                        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").message();
                assertThat(answer.first()).isEqualTo("HTTP/1.1 503 Service Unavailable");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            }
        }
    }

    @Test
    void path_ofNoApplication_isNotFound() throws Exception {
        try (RawHttp client = front.connect()) {
            front.ready(closedPort(), "/app");

            assertThat(client.send("GET /other HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .first())
                    .isEqualTo("HTTP/1.1 404 Not Found");
        }
    }

    @Test
    void keptConnection_closedByTheServer_isOpenedAnew() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    self.next(connection);
                    connection.send(OK);
                    self.next(connection); // and no answer
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");

            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .body())
                    .isEqualTo("ok");
            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .body())
                    .isEqualTo("ok");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void keptConnection_closedDuringAPost_isNotRepeated() throws Exception {
        AtomicInteger posts = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    self.next(connection);
                    connection.send(OK);
                    self.next(connection);
                    posts.incrementAndGet();
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").message();
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx");

            assertThat(client.message().first()).isEqualTo("HTTP/1.1 502 Bad Gateway");
            assertThat(posts).hasValue(1);
        }
    }

    @Test
    void keptConnection_toServerThatWentOffline_isLeft() throws Exception {
        try (ScriptedServer first = ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
                ScriptedServer second = ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2");
                RawHttp client = front.connect()) {
            Server leaving = front.ready(first.port(), "");
            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .body())
                    .isEqualTo("1");
            front.ready(second.port(), "");
            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .body())
                    .isEqualTo("1");
            front.servers().enter(leaving, ServerState.OFFLINE);

            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .body())
                    .isEqualTo("2");
            assertThat(isLeft(leaving)).isTrue();
        }
    }

    @Test
    void keptConnection_toServerThatIsSetAside_isLeft() throws Exception {
        try (ScriptedServer first = ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
                ScriptedServer second = ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2");
                RawHttp client = front.connect()) {
            Server aside = front.ready(first.port(), "");
            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .body())
                    .isEqualTo("1");
            front.ready(second.port(), "");
            front.servers().cordon(aside, true);

            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .body())
                    .isEqualTo("2");
            assertThat(isLeft(aside)).isTrue();
        }
    }

    @Test
    void body_thatTheServerDoesNotRead_isNotCollected() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    connection.head();
                    await(over);
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000000\r\n\r\n");

            assertThat(writtenBeforeItStalls(client)).isLessThan(32L * 1024 * 1024);
            over.countDown();
        }
    }

    private static long writtenBeforeItStalls(RawHttp client) throws Exception {
        java.util.concurrent.atomic.AtomicLong written = new java.util.concurrent.atomic.AtomicLong();
        Thread writer = new Thread(() -> {
            byte[] piece = new byte[64 * 1024];
            try {
                while (written.get() < 200L * 1024 * 1024) {
                    client.socket().getOutputStream().write(piece);
                    written.addAndGet(piece.length);
                }
            } catch (IOException closed) {
                // at the end of the test
            }
        });
        writer.start();
        long before = -1;
        while (written.get() != before) {
            before = written.get();
            writer.join(500);
        }
        return before;
    }

    @Test
    void answer_thatTheClientDoesNotRead_isNotCollected() throws Exception {
        java.util.concurrent.atomic.AtomicLong sent = new java.util.concurrent.atomic.AtomicLong();
        try (ScriptedServer server = ScriptedServer.start((connection, self) -> {
                    self.next(connection);
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                    byte[] piece = new byte[64 * 1024];
                    while (sent.get() < 200L * 1024 * 1024) {
                        connection.socket().getOutputStream().write(piece);
                        sent.addAndGet(piece.length);
                    }
                });
                RawHttp client = front.connect()) {
            front.ready(server.port(), "");
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").head();
            CountDownLatch never = new CountDownLatch(1);
            long before = -1;
            while (sent.get() != before) {
                before = sent.get();
                assertThat(never.await(500, TimeUnit.MILLISECONDS)).isFalse();
            }

            assertThat(before).isLessThan(32L * 1024 * 1024);
            assertThat(client.bytes(40_000_000)).hasSize(40_000_000);
        }
    }

    private static boolean isLeft(Server server) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 100 && server.connections() != 0; i++) {
            assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
        return server.connections() == 0;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
