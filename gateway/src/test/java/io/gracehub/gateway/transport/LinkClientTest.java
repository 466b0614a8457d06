// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.config.GatewaySettings.ServerTls;
import io.gracehub.gateway.frame.Opcode;
import io.gracehub.gateway.link.LinkDialer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkClientTest {

    private static final RelayBounds BOUNDS = new RelayBounds(
            1024, 8192, Duration.ofMillis(500), Duration.ZERO, Duration.ofSeconds(1), Duration.ofMillis(500));

    private RawServer server;
    private Loops loops;
    private ServerDialer dialer;
    private LinkClient links;
    private final Listening events = new Listening();

    @BeforeEach
    void start() {
        server = new RawServer();
        loops = new Loops(1);
        dialer = new ServerDialer(loops, Tls.towardsServers(new ServerTls(Optional.empty())), BOUNDS.handshake());
        links = new LinkClient(dialer, loops.controlEventLoop(), BOUNDS, "s3cret");
    }

    @AfterEach
    void stop() {
        loops.close();
        dialer.close();
        server.close();
    }

    private Peer open() {
        links.dial(server.server.address(), events);
        Peer peer = server.acceptWebSocket("Sec-WebSocket-Protocol: gracehub.v1\r\n");
        assertThat(events.next()).isEqualTo("opened");
        return peer;
    }

    @Test
    void dial_asksForALinkWithTheSecret() {
        links.dial(server.server.address(), events);
        assertThat(server.accept().head())
                .startsWith("GET /gracehub/link HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nAuthorization: Bearer s3cret\r\n")
                .containsIgnoringCase("\r\nSec-WebSocket-Protocol: gracehub.v1\r\n")
                .containsIgnoringCase("\r\nHost: " + server.server.address().authority() + "\r\n");
        assertThat(events.next()).as("no answer").isEqualTo("failed no answer in time");
    }

    @Test
    void messages_passBothWays_alsoInFragments() throws Exception {
        Peer peer = open();
        peer.text("hello").fragment(false, Opcode.TEXT, "a").fragment(true, Opcode.CONTINUATION, "b");
        assertThat(events.next()).isEqualTo("received hello");
        assertThat(events.next()).isEqualTo("received ab");
        String large = "x".repeat(1024 * 1024);
        peer.text(large);
        assertThat(events.next()).isEqualTo("received " + large);
        loops.control().execute(() -> events.wire.send(large));
        assertThat(peer.readText()).isEqualTo(large);
        loops.control().execute(() -> events.wire.ping());
        assertThat(peer.read().opcode()).isEqualTo(Opcode.PING);
        peer.send(peer.frame(true, Opcode.PONG, new byte[0]));
        assertThat(events.next()).isEqualTo("pong");
        peer.send(peer.frame(true, Opcode.PING, new byte[] {1}));
        assertThat(peer.read().payload()).containsExactly(1);
    }

    @Test
    void close_byTheServer_isAnsweredAndTold() {
        Peer peer = open();
        peer.close(1001, "stopping");
        assertThat(peer.read().opcode()).isEqualTo(Opcode.CLOSE);
        peer.close();
        assertThat(events.next()).isEqualTo("closed 1001 stopping");
    }

    @Test
    void close_byTheGateway_isTold_evenIfNobodyAnswers() {
        Peer peer = open();
        loops.control().execute(() -> events.wire.close(1002, "nonsense"));
        assertThat(peer.read().reason()).isEqualTo("nonsense");
        assertThat(events.next()).isEqualTo("closed 1006 ");
        assertThat(peer.ended()).isTrue();
    }

    @Test
    void end_withoutClose_isToldAs1006() {
        open().reset();
        assertThat(events.next()).isEqualTo("closed 1006 ");
    }

    @Test
    void brokenFrame_isAnsweredWith1002AndEndsTheLink() {
        Peer peer = open().send(new byte[] {(byte) 0xF1, 0});
        assertThat(peer.read().code()).isEqualTo(1002);
        assertThat(peer.ended()).isTrue();
        assertThat(events.next()).startsWith("closed 1002 ");
    }

    @Test
    void refusal_isTold() {
        links.dial(server.server.address(), events);
        Peer peer = server.accept();
        peer.head();
        peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        assertThat(events.next()).isEqualTo("refused 404");
        assertThat(peer.ended()).isTrue();
    }

    @Test
    void answer_withAWrongAccept_isAFailure() {
        links.dial(server.server.address(), events);
        Peer peer = server.accept();
        peer.head();
        peer.send(RawServer.answer("\r\nSec-WebSocket-Key: other\r\n", "Sec-WebSocket-Protocol: gracehub.v1\r\n"));
        assertThat(events.next()).startsWith("failed ");
    }

    @Test
    void answer_withoutTheSubprotocol_isAFailure() {
        links.dial(server.server.address(), events);
        server.acceptWebSocket();
        assertThat(events.next()).startsWith("failed ");
    }

    @Test
    void server_thatIsNotThere_isAFailure() {
        server.close();
        links.dial(server.server.address(), events);
        assertThat(events.next()).startsWith("failed cannot connect: ");
    }

    @Test
    void server_thatIsNotTrusted_isNotToldTheSecret(@TempDir Path trusted, @TempDir Path other) throws Exception {
        Certificates known = new Certificates(trusted);
        ServerTls tls = new ServerTls(Optional.of(known.certificate));
        try (RawServer right = new RawServer("127.0.0.1", known.context());
                RawServer foreign = new RawServer("127.0.0.1", new Certificates(other).context());
                RawServer misnamed = new RawServer("127.0.0.2", known.context());
                ServerDialer secure = new ServerDialer(loops, Tls.towardsServers(tls), Rig.BOUNDS.handshake())) {
            LinkClient careful = new LinkClient(secure, loops.controlEventLoop(), Rig.BOUNDS, "s3cret");
            for (RawServer impostor : List.of(foreign, misnamed)) {
                CompletableFuture<Boolean> told =
                        CompletableFuture.supplyAsync(() -> impostor.accept().readable());
                careful.dial(impostor.server.address(), events);
                assertThat(events.next()).startsWith("failed TLS: ");
                assertThat(told.get()).isFalse();
            }
            careful.dial(right.server.address(), events);
            assertThat(right.accept().head()).contains("Bearer s3cret");
        }
    }

    @Test
    void server_thatHangsUp_isAFailure() {
        links.dial(server.server.address(), events);
        server.accept().close();
        assertThat(events.next()).startsWith("failed ");
    }

    private static final class Listening implements LinkDialer.Events {

        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
        private volatile LinkDialer.Wire wire = new LinkChannel(this, BOUNDS);

        String next() {
            try {
                String next = told.poll(20, TimeUnit.SECONDS);
                return next == null ? "nothing" : next;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void opened(LinkDialer.Wire opened) {
            wire = opened;
            told.add("opened");
        }

        @Override
        public void refused(int status) {
            told.add("refused " + status);
        }

        @Override
        public void failed(String why) {
            told.add("failed " + why);
        }

        @Override
        public void received(String text) {
            told.add("received " + text);
        }

        @Override
        public void pong() {
            told.add("pong");
        }

        @Override
        public void closed(int code, String reason) {
            told.add("closed " + code + " " + reason);
        }
    }
}
