// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.gateway.config.GatewaySettings;
import io.gracehub.gateway.connection.Traffic;
import io.gracehub.gateway.frame.Pieces;
import io.gracehub.gateway.server.Router;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import io.gracehub.gateway.server.ServerState;
import io.gracehub.gateway.server.Servers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What a client may send before it has a WebSocket, and what a server gets of it. */
class FrontFuzzTest {

    private static final int MAX_HEADER = 512;
    private static final RelayBounds BOUNDS = new RelayBounds(
            1024, MAX_HEADER, Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(2));
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 414, 426, 431, 502, 503);

    private final Loops loops = new Loops(1);
    private final RelayContext context = new RelayContext(
            new ServerDialer(
                    loops, Tls.towardsServers(new GatewaySettings.ServerTls(Optional.empty())), Duration.ofSeconds(1)),
            BOUNDS,
            new Traffic(),
            true);
    private final RecordedFailures failures = new RecordedFailures();

    /**
     * What has come of a stream: answers, requests as servers got them, handshakes as servers would get them. What is both
     * malformed and too long may be told the one or the other, by what has come first.
     */
    private record Outcome(
            List<StrictHttp.Message> answers, List<StrictHttp.Message> requests, List<StrictHttp.Message> handshakes) {

        private static final StrictHttp.Message UNREADABLE = new StrictHttp.Message("unreadable", List.of(), "");

        Outcome {
            answers = answers.stream()
                    .map(answer -> Set.of(400, 414, 431).contains(answer.status()) ? UNREADABLE : answer)
                    .toList();
        }
    }

    @BeforeEach
    void listen() {
        failures.begin();
    }

    @AfterEach
    void close() {
        failures.end();
        loops.close();
    }

    /** The first byte says how it is cut. */
    @FuzzTest
    void requests_cutAnywhere_areAnsweredAndPassedOnAsTheWhole(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
        Outcome whole = new Run().of(List.of(stream));
        assertThat(new Run().of(Pieces.of(stream, bytes[0] & 0xFF))).isEqualTo(whole);
        assertThat(failures.seen()).isEmpty();
    }

    /** One client's connection. */
    private final class Run {

        private final List<Upstream> upstreams = new ArrayList<>();
        private final List<String> methods = new ArrayList<>();
        private final List<byte[]> handshakes = new ArrayList<>();
        private final Server server;
        private final FrontGate gate = new FrontGate(1);
        private final PipedChannel client = new PipedChannel(
                new FrontCodec(MAX_HEADER),
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        if (message instanceof HttpRequest request) {
                            methods.add(request.method().name());
                        }
                        ctx.fireChannelRead(message);
                    }
                },
                new FrontHandler(
                        new HttpProxy(this::route, this::dial, true, Duration.ZERO),
                        this::upgrade,
                        gate,
                        new FrontPatience(Duration.ofMinutes(1))));

        Run() {
            Servers servers = new Servers();
            servers.add(new ServerAddress(false, "10.0.0.1", 9080, "/chat"));
            server = servers.all().get(0);
            servers.enter(server, ServerState.READY);
        }

        Outcome of(List<byte[]> pieces) {
            for (byte[] piece : pieces) {
                client.receive(piece);
                boolean answered;
                do {
                    answered = false;
                    client.run();
                    for (Upstream each : List.copyOf(upstreams)) {
                        answered |= each.answer();
                    }
                } while (answered);
            }
            List<StrictHttp.Message> answers = StrictHttp.answers(client.sent(), methods);
            if (answers.isEmpty() && !client.ended() && gate.exchanges() == 0) {
                assertThat(printable(pieces)).as("bytes that nobody answers").isLessThan(3 * MAX_HEADER);
            }
            assertThat(answers)
                    .allMatch(answer -> answer.status() <= 200 || REFUSALS.contains(answer.status()))
                    .hasSizeLessThanOrEqualTo(2 * methods.size());
            client.end();
            assertThat(gate.exchanges()).as("exchanges that have not ended").isZero();
            List<StrictHttp.Message> requests = new ArrayList<>();
            upstreams.forEach(each -> requests.addAll(each.end()));
            return new Outcome(
                    answers, requests, handshakes.stream().map(this::handshake).toList());
        }

        private long printable(List<byte[]> pieces) {
            return pieces.stream()
                    .flatMapToInt(piece -> new String(piece, ISO_8859_1).chars())
                    .filter(c -> c > ' ')
                    .count();
        }

        private StrictHttp.Message handshake(byte[] bytes) {
            List<StrictHttp.Message> found = StrictHttp.requests(bytes);
            assertThat(found).hasSize(1);
            StrictHttp.Message asked = found.get(0);
            assertThat(asked.first()).startsWith("GET /");
            assertThat(asked.values("Host")).hasSize(1);
            assertThat(asked.values("Upgrade")).containsExactly("websocket");
            assertThat(asked.values("Connection")).containsExactly("Upgrade");
            assertThat(asked.values("Sec-WebSocket-Version")).containsExactly("13");
            assertThat(asked.values("Sec-WebSocket-Key")).hasSize(1).allMatch(HandshakeKeys::valid);
            assertThat(asked.values("Sec-WebSocket-Protocol")).hasSizeLessThan(2);
            assertThat(asked.values("Sec-WebSocket-Extensions")).isEmpty();
            assertThat(asked.values("Transfer-Encoding")).isEmpty();
            assertThat(asked.values("Content-Length")).isEmpty();
            assertThat(asked.headers().stream().filter(FrontFuzzTest::ours))
                    .containsExactly("Gracehub-Connection: id", "Gracehub-Link: token");
            return asked;
        }

        private Router.Route route(String path, Set<Server> tried) {
            if (!path.startsWith("/chat")) {
                return new Router.Route.Unknown();
            }
            return tried.isEmpty() ? new Router.Route.To(server) : new Router.Route.Unavailable();
        }

        private HttpProxyUpstream dial(Server to, EventLoop loop, HttpProxyUpstream.User user) {
            HttpProxyUpstream upstream = new HttpProxyUpstream(to, user);
            Upstream made = new Upstream(upstream);
            upstreams.add(made);
            upstream.channel(made.channel);
            loop.execute(upstream::connected);
            return upstream;
        }

        /** Hands it over for real, where no server takes it, and notes what a server would have got. */
        private void upgrade(ChannelHandlerContext ctx, HttpRequest request) {
            if (HandshakeCheck.refusal(request).isEmpty()) {
                String key =
                        request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY).trim();
                HandshakeRequest.Varying varying = new HandshakeRequest.Varying(
                        key, HandshakeRequest.protocols(request), new HandshakeRequest.Vouched("id", "token", false));
                HttpRequest copy = new DefaultHttpRequest(
                        request.protocolVersion(),
                        request.method(),
                        request.uri(),
                        request.headers().copy());
                ByteBuf asked = HandshakeRequest.of(copy, ctx.channel()).encode(ctx.alloc(), varying);
                handshakes.add(ByteBufUtil.getBytes(asked));
                asked.release();
                Compression.of(request.headers(), BOUNDS)
                        .ifPresent(compression -> assertThat(compression.headerLine())
                                .matches("Sec-WebSocket-Extensions: permessage-deflate(; [a-z_]+(=\\d+)?)*\r\n"));
            }
            new Handshakes((path, tried) -> route(path, Set.of(server)), context, (a, b, c, d, e) -> {
                        throw new AssertionError();
                    })
                    .begin(ctx, request);
        }
    }

    private static boolean ours(String header) {
        return header.toLowerCase(Locale.ROOT).matches("gracehub[-_].*");
    }

    /** A connection to a server, which answers each request in one of the ways in which servers do. */
    private static final class Upstream {

        final PipedChannel channel;
        private int heads;
        private int length;
        private int answered;

        Upstream(HttpProxyUpstream upstream) {
            channel = new PipedChannel(
                    new HttpClientCodec(FrontCodec.config(MAX_HEADER).setStrictLineParsing(false), false, false),
                    new ChannelOutboundHandlerAdapter() {
                        @Override
                        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                            heads += message instanceof HttpRequest ? 1 : 0;
                            ctx.write(message, promise);
                        }
                    },
                    upstream);
        }

        boolean answer() {
            byte[] sent = channel.sent();
            if (sent.length == length) {
                return false;
            }
            length = sent.length;
            List<StrictHttp.Message> requests = StrictHttp.requests(sent);
            for (; answered < requests.size(); answered++) {
                StrictHttp.Message request = requests.get(answered);
                boolean head = request.first().startsWith("HEAD ");
                int way = request.first().length() % 3;
                channel.receive(answer(way, head).getBytes(ISO_8859_1));
                if (way == 2) {
                    channel.close();
                }
            }
            return true;
        }

        private static String answer(int way, boolean head) {
            return switch (way) {
                case 0 -> "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + (head ? "" : "ok");
                case 1 ->
                    "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + (head ? "" : "2\r\nok\r\n0\r\nX-Trailer: x\r\n\r\n");
                default -> "HTTP/1.1 200 OK\r\n\r\n" + (head ? "" : "ok");
            };
        }

        /** What the server has got. */
        List<StrictHttp.Message> end() {
            List<StrictHttp.Message> requests = StrictHttp.requests(channel.sent());
            assertThat(requests.size())
                    .as("requests, of which the last may be cut")
                    .isBetween(heads - 1, heads);
            for (StrictHttp.Message request : requests) {
                assertThat(request.values("Host")).hasSize(1);
                assertThat(request.values("X-Forwarded-For")).hasSize(1);
                assertThat(request.headers()).noneMatch(FrontFuzzTest::ours);
            }
            channel.end();
            return requests;
        }
    }

    /** What the gateway says of failures of its own. */
    private static final class RecordedFailures extends Handler {

        private final Logger logger = Logger.getLogger("io.gracehub.gateway");
        private final List<String> seen = new ArrayList<>();

        void begin() {
            logger.setLevel(Level.ALL);
            logger.setUseParentHandlers(false);
            logger.addHandler(this);
        }

        void end() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
        }

        List<String> seen() {
            return seen;
        }

        @Override
        public void publish(LogRecord entry) {
            if (entry.getMessage().startsWith(Messages.CLIENT_FAILED.code())) {
                seen.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
