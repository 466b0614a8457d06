// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

    private static final String UPGRADE = "Upgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n\r\n";

    private FrontFixture front;
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        front = FrontFixture.start();
        server = ScriptedServer.answering(OK);
        front.ready(server.port(), "");
    }

    @AfterEach
    void stop() throws IOException {
        front.close();
        server.close();
    }

    static Stream<String> ambiguous() {
        String post = "POST / HTTP/1.1\r\nHost: h\r\n";
        String get = "GET / HTTP/1.1\r\nHost: h\r\n";
        return Stream.of(
                post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
                post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
                post + "Content-Length: 3, 4\r\n\r\nabc",
                post + "Content-Length: 3, 3\r\n\r\nabc",
                post + "Content-Length: +3\r\n\r\nabc",
                post + "Content-Length: -3\r\n\r\nabc",
                post + "Content-Length: 0x3\r\n\r\nabc",
                post + "Content-Length: 3 4\r\n\r\nabc",
                post + "Content-Length: 99999999999999999999\r\n\r\nabc",
                post + "Content-Length: \r\n\r\n",
                post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                post + "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc",
                post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
                post + "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                post + "Content-Length : 3\r\n\r\nabc",
                post + "Content-Length\t: 3\r\n\r\nabc",
                post + " Content-Length: 3\r\n\r\nabc",
                post + "X: a\r\n b\r\n\r\n",
                post + "X: a\r\n\tTransfer-Encoding: chunked\r\n\r\n",
                post + "X:\r\n Content-Length: 3\r\n\r\n",
                post + "X: a\rb\r\n\r\n",
                post + "X: a\u0000b\r\n\r\n",
                post + "X\u0000: a\r\n\r\n",
                post + "no colon here\r\n\r\n",
                post + ": no name\r\n\r\n",
                post + "X Y: space in name\r\n\r\n",
                post + "X: bare line feed\n\r\n\r\n",
                "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                get + "Host: h\r\n\r\n",
                get + "Host: other\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a,b\"\r\n\r\n",
                "GET http://other/ HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET http://u@h/ HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET h:80 HTTP/1.1\r\nHost: h\r\n\r\n",
                "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n",
                "CONNECT /a HTTP/1.1\r\nHost: h\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /a\\b HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /caf\u00e9 HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /a/../b HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /a/%2E%2e/b HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /a/..;x=1/b HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /a%2f..%2fb HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /a/.. HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/2.0\r\nHost: h\r\n\r\n",
                "GET / HTTP/0.9\r\nHost: h\r\n\r\n",
                "GET / HTTPX/1.1\r\nHost: h\r\n\r\n",
                "GET /\r\n\r\n",
                "G\u0000T / HTTP/1.1\r\nHost: h\r\n\r\n",
                get + "Connection: close, Content-Length\r\n\r\n",
                get + "Connection: Host\r\n\r\n",
                get + "Upgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 3\r\n\r\nabc");
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void request_thatCanBeReadInTwoWays_isRefusedAndEndsTheConnection(String request) throws Exception {
        try (RawHttp client = front.connect()) {
            client.send(request + SMUGGLED);

            RawHttp.Message answer = client.message();
            assertThat(answer.first()).isEqualTo("HTTP/1.1 400 Bad Request");
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(client.rest()).isEmpty();
            assertThat(server.sawNothing()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n",
                "-1\r\nabc\r\n",
                "0x3\r\nabc\r\n",
                "\r\nabc\r\n",
                "3\nabc\r\n0\r\n\r\n",
                "3\r\nabcd\r\n0\r\n\r\n",
                "3\r\nabcXX0\r\n\r\n",
                "3 ;a\nb\r\nabc\r\n",
                "FFFFFFFFFFFFFFFFF\r\nabc\r\n"
            })
    void chunk_thatIsBad_endsTheConnectionAndReachesNoHandler(String chunks) throws Exception {
        try (RawHttp client = front.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + SMUGGLED);

            assertThat(client.message().first()).isEqualTo("HTTP/1.1 400 Bad Request");
            assertThat(client.rest()).isEmpty();
            assertThat(server.sawNothing()).isTrue();
        }
    }

    @Test
    void absoluteTarget_ofTheSameHost_becomesAPath() throws Exception {
        try (RawHttp client = front.connect()) {
            client.send("GET http://H/x?y HTTP/1.1\r\nHost: h\r\n\r\n").message();

            assertThat(server.request().first()).isEqualTo("GET /x?y HTTP/1.1");
        }
    }

    @Test
    void firstLine_tooLong_is414() throws Exception {
        try (RawHttp client = front.connect()) {
            client.send("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(client.message().first()).startsWith("HTTP/1.1 414 ");
            assertThat(client.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200})
    void headers_tooLong_is431(int count) throws Exception {
        try (RawHttp client = front.connect()) {
            String header = "X: " + "y".repeat(5000 / count) + "\r\n";
            client.send("GET / HTTP/1.1\r\nHost: h\r\n" + header.repeat(count) + "\r\n");

            assertThat(client.message().first()).startsWith("HTTP/1.1 431 ");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void webSocket_asked_isHandedOverWithoutForgedHeaders() throws Exception {
        try (RawHttp client = front.connect()) {
            client.send("GET /ws HTTP/1.1\r\nHost: h\r\nGracehub-Connection: forged\r\n" + UPGRADE);

            assertThat(client.rest()).isEmpty();
            assertThat(front.upgraded()).startsWith("/ws ").contains("Upgrade").doesNotContain("Gracehub");
        }
    }

    @Test
    void gate_closed_refusesWhatIsNew() throws Exception {
        try (RawHttp before = front.connect();
                RawHttp client = front.connect()) {
            assertThat(before.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .body())
                    .isEqualTo("ok");
            front.gate().close();

            for (RawHttp each : new RawHttp[] {before, client}) {
                RawHttp.Message answer =
                        each.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").message();
                assertThat(answer.first()).isEqualTo("HTTP/1.1 503 Service Unavailable");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(each.rest()).isEmpty();
            }
        }
    }

    @Test
    void connections_moreThanAllowed_areAnswered503AndMakeRoomAgain() throws Exception {
        try (FrontFixture small = new FrontFixture(1, Duration.ofSeconds(10), Duration.ZERO)) {
            small.ready(server.port(), "");
            try (RawHttp first = small.connect()) {
                assertThat(first.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                                .message()
                                .body())
                        .isEqualTo("ok");
                try (RawHttp second = small.connect()) {
                    assertThat(second.message().first()).isEqualTo("HTTP/1.1 503 Service Unavailable");
                    assertThat(second.rest()).isEmpty();
                }
                assertThat(first.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                                .message()
                                .body())
                        .isEqualTo("ok");
            }
            assertThat(firstAnswerOnceThereIsRoom(small)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static String firstAnswerOnceThereIsRoom(FrontFixture small) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        String answer = "";
        while (!answer.contains("200") && System.nanoTime() < end) {
            try (RawHttp client = small.connect()) {
                answer = client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                        .message()
                        .first();
            }
        }
        return answer;
    }

    @Test
    void head_thatComesTooSlowly_endsTheConnection() throws Exception {
        try (FrontFixture hasty = new FrontFixture(10, Duration.ofMillis(300), Duration.ZERO);
                RawHttp client = hasty.connect()) {
            client.send("GET / HTTP/1.1\r\nX: ");

            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void server_thatStaysSilent_isAGatewayTimeout() throws Exception {
        try (FrontFixture hasty = new FrontFixture(10, Duration.ofSeconds(5), Duration.ofMillis(300));
                ScriptedServer silent = ScriptedServer.start((connection, self) -> connection.rest());
                RawHttp client = hasty.connect()) {
            hasty.ready(silent.port(), "");

            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                            .message()
                            .first())
                    .isEqualTo("HTTP/1.1 504 Gateway Timeout");
        }
    }

    @Test
    void body_thatDoesNotCome_isARequestTimeout() throws Exception {
        try (FrontFixture hasty = new FrontFixture(10, Duration.ofSeconds(5), Duration.ofMillis(300));
                RawHttp client = hasty.connect()) {
            hasty.ready(server.port(), "");
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");

            assertThat(client.message().first()).isEqualTo("HTTP/1.1 408 Request Timeout");
            assertThat(client.rest()).isEmpty();
        }
    }
}
