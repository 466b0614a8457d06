// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.frame.Opcode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes both ways, and how a connection ends. */
class RelayTest {

    private RawServer server;
    private Rig rig;
    private Peer client;
    private Peer session;
    private RecordingEvents events;

    @BeforeEach
    void open() {
        server = new RawServer();
        rig = new Rig(server);
        client = rig.ask("/chat");
        session = server.acceptWebSocket();
        assertThat(client.head()).startsWith("HTTP/1.1 101 ");
        events = rig.events();
    }

    @AfterEach
    void end() {
        client.close();
        session.close();
        rig.close();
        server.close();
    }

    @Test
    void messages_ofAnyKind_passBothWays() {
        client.text("hello").send(client.frame(true, Opcode.BINARY, new byte[] {1, 2, 3}));
        assertThat(session.read()).satisfies(frame -> {
            assertThat(frame.text()).isEqualTo("hello");
            assertThat(frame.masked()).isTrue();
        });
        assertThat(session.read().payload()).containsExactly(1, 2, 3);
        session.text("welcome");
        assertThat(client.read()).satisfies(frame -> {
            assertThat(frame.text()).isEqualTo("welcome");
            assertThat(frame.masked()).isFalse();
        });
    }

    @Test
    void fragments_withPingsAmongThem_passAsTheyAre() {
        client.fragment(false, Opcode.TEXT, "a").send(client.frame(true, Opcode.PING, new byte[] {7}));
        client.fragment(false, Opcode.CONTINUATION, "b").fragment(true, Opcode.CONTINUATION, "c");
        assertThat(session.read().fin()).isFalse();
        assertThat(session.read()).satisfies(ping -> {
            assertThat(ping.opcode()).isEqualTo(Opcode.PING);
            assertThat(ping.payload()).containsExactly(7);
        });
        assertThat(session.read().text()).isEqualTo("b");
        assertThat(session.read().fin()).isTrue();
        session.send(session.frame(true, Opcode.PONG, new byte[] {7}));
        assertThat(client.read().opcode()).isEqualTo(Opcode.PONG);
    }

    @Test
    void message_ofTenMegabytes_passesBothWays() throws Exception {
        byte[] large = new byte[10 << 20];
        new Random(1).nextBytes(large);
        Thread sender = new Thread(() -> client.send(client.frame(true, Opcode.BINARY, large)));
        sender.start();
        assertThat(session.read().payload()).isEqualTo(large);
        sender.join();
        Thread replier = new Thread(() -> session.send(session.frame(true, Opcode.BINARY, large)));
        replier.start();
        assertThat(client.read().payload()).isEqualTo(large);
        replier.join();
        assertThat(rig.traffic.toServers().messages()).isEqualTo(1);
        assertThat(rig.traffic.toClients().messages()).isEqualTo(1);
        assertThat(rig.traffic.toServers().bytes()).isEqualTo(large.length + 14);
        assertThat(rig.traffic.toClients().bytes()).isEqualTo(large.length + 10);
    }

    @Test
    void sender_whenReaderDoesNotRead_isStopped() throws Exception {
        byte[] large = session.frame(true, Opcode.BINARY, new byte[64 << 20]);
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> session.send(large));
        assertThat(sent).failsWithin(Duration.ofMillis(500));
        assertThat(rig.traffic.toClients().bytes()).isLessThan(40 << 20);
        assertThat(client.read().payload()).hasSize(64 << 20);
        sent.get();
    }

    @Test
    void close_byTheClient_goesRoundWithItsCodeAndReason() {
        client.text("last").close(4321, "enough");
        assertThat(session.readText()).isEqualTo("last");
        assertThat(session.read()).satisfies(close -> {
            assertThat(close.code()).isEqualTo(4321);
            assertThat(close.reason()).isEqualTo("enough");
        });
        session.text("later").close(4321, "enough");
        assertThat(client.readText()).isEqualTo("later");
        assertThat(client.read()).satisfies(close -> {
            assertThat(close.code()).isEqualTo(4321);
            assertThat(close.reason()).isEqualTo("enough");
        });
        assertThat(client.ended()).isTrue();
        session.close();
        assertThat(events.next("serverClosing")).isEqualTo(new CloseStatus(4321, "enough"));
        events.next("clientGone");
    }

    @Test
    void close_byTheServer_goesRoundWithItsCodeAndReason() {
        session.text("last").close(1011, "broken");
        assertThat(client.readText()).isEqualTo("last");
        assertThat(client.read().reason()).isEqualTo("broken");
        client.close(1011, "broken");
        assertThat(session.read().code()).isEqualTo(1011);
        assertThat(client.ended()).isTrue();
        assertThat(events.next("serverClosing")).isEqualTo(new CloseStatus(1011, "broken"));
        events.next("clientGone");
        session.shutdownOutput();
        assertThat(session.ended()).isTrue();
    }

    @Test
    void closeFrame_inPieces_isPassedWhole() {
        byte[] close = session.frame(true, Opcode.CLOSE, new byte[] {3, (byte) 0xE8, 'o', 'k'});
        for (byte each : close) {
            session.send(new byte[] {each});
        }
        assertThat(client.read().reason()).isEqualTo("ok");
        assertThat(events.next("serverClosing")).isEqualTo(new CloseStatus(1000, "ok"));
    }

    @Test
    void close_whenServerShutsItsOutputDownWithIt_stillGetsTheAnswer() {
        session.close(1000, "");
        session.shutdownOutput();
        assertThat(client.read().code()).isEqualTo(1000);
        client.close(1000, "");
        assertThat(session.read().code()).isEqualTo(1000);
        assertThat(session.ended()).isTrue();
        assertThat(client.ended()).isTrue();
    }

    @Test
    void close_whenClientShutsItsOutputDownWithIt_stillGetsTheAnswer() {
        client.close(1000, "bye");
        client.shutdownOutput();
        assertThat(session.read().code()).isEqualTo(1000);
        session.text("late").close(1000, "bye");
        assertThat(client.readText()).isEqualTo("late");
        assertThat(client.read().reason()).isEqualTo("bye");
        assertThat(client.ended()).isTrue();
    }

    @Test
    void close_whenNobodyAnswers_endsBothConnectionsInTime() {
        client.close(1000, "");
        assertThat(session.read().code()).isEqualTo(1000);
        assertThat(client.ended()).isTrue();
        assertThat(session.ended()).isTrue();
        events.next("clientGone");
    }

    @Test
    void close_whenClientDoesNotAnswer_endsBothConnectionsInTime() {
        session.close(1000, "");
        assertThat(client.read().code()).isEqualTo(1000);
        assertThat(session.ended()).isTrue();
        assertThat(client.ended()).isTrue();
    }

    @Test
    void clientsEnd_withoutClose_endsTheSession() {
        client.text("last").shutdownOutput();
        assertThat(session.readText()).isEqualTo("last");
        assertThat(session.ended()).isTrue();
        events.next("clientGone");
        assertThat(client.ended()).isTrue();
    }

    @Test
    void clientsReset_endsTheSession() {
        client.reset();
        assertThat(session.ended()).isTrue();
        events.next("clientGone");
    }

    @Test
    void serversEnd_withoutClose_isTold() {
        session.text("last").close();
        assertThat(client.readText()).isEqualTo("last");
        assertThat(events.next("serverLost")).isEqualTo(false);
        events.ask(side -> side.close(CloseStatus.restart()));
        assertThat(client.read().code()).isEqualTo(1012);
        client.close(1012, "");
        assertThat(client.ended()).isTrue();
        events.next("clientGone");
    }

    @Test
    void serversEnd_betweenFragments_isToldAsMidMessage() {
        session.fragment(false, Opcode.TEXT, "half").close();
        assertThat(client.read().text()).isEqualTo("half");
        assertThat(events.next("serverLost")).isEqualTo(true);
        events.ask(side -> side.close(CloseStatus.restart()));
        assertThat(client.read().code()).isEqualTo(1012);
    }

    @Test
    void serversEnd_withinAFrame_leavesNoPlaceForAClose() {
        session.send(new byte[] {(byte) 0x82, 10, 1, 2}).close();
        assertThat(client.bytes(4)).hasSize(4);
        assertThat(events.next("serverLost")).isEqualTo(true);
        events.ask(side -> side.close(CloseStatus.restart()));
        assertThat(client.ended()).isTrue();
        events.next("clientGone");
    }

    @Test
    void violation_byTheClient_endsThisConnectionAlone() {
        List<Pair> others = others();
        client.text("fine").send(new byte[] {(byte) 0x81, 0x02, 'h', 'i'});
        assertThat(session.readText()).isEqualTo("fine");
        assertThat(session.read().code()).isEqualTo(4100);
        assertThat(client.read()).satisfies(close -> {
            assertThat(close.code()).isEqualTo(1002);
            assertThat(close.reason()).isEqualTo("frame is not masked");
        });
        client.close(1002, "");
        assertThat(client.ended()).isTrue();
        assertThat(session.ended()).isTrue();
        events.next("clientGone");
        others.forEach(Pair::assertAlive);
    }

    @Test
    void violation_inAHeaderThatHasBegunAlready_cutsTheSession() {
        client.send(new byte[] {(byte) 0x81});
        assertThat(session.bytes(1)).isNotEmpty();
        client.send(new byte[] {0x02, 'h', 'i'});
        assertThat(session.ended()).isTrue();
        assertThat(client.read().code()).isEqualTo(1002);
    }

    @Test
    void frame_thatIsTooLong_isRefusedWith1009() {
        client.send(new byte[] {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4});
        assertThat(client.read().code()).isEqualTo(1009);
        assertThat(session.read().code()).isEqualTo(4100);
    }

    @Test
    void violation_byTheServer_endsThisConnectionAlone() {
        List<Pair> others = others();
        session.text("fine").send(new byte[] {(byte) 0xF1, 0});
        assertThat(client.readText()).isEqualTo("fine");
        assertThat(client.read().code()).isEqualTo(1002);
        assertThat(session.read().code()).isEqualTo(4100);
        client.close(1002, "");
        assertThat(client.ended()).isTrue();
        events.next("clientGone");
        others.forEach(Pair::assertAlive);
    }

    /** Another client and its session. */
    private record Pair(Peer client, Peer session) {

        void assertAlive() {
            client.text("there?");
            assertThat(session.readText()).isEqualTo("there?");
            session.text("here");
            assertThat(client.readText()).isEqualTo("here");
            client.close();
            session.close();
        }
    }

    /** Two of the same server: one of them is on the event loop of the first. */
    private List<Pair> others() {
        return Stream.generate(() -> {
                    Peer other = rig.ask("/chat");
                    Peer answering = server.acceptWebSocket();
                    assertThat(other.head()).startsWith("HTTP/1.1 101 ");
                    return new Pair(other, answering);
                })
                .limit(2)
                .toList();
    }

    @Test
    void secondRequest_afterTheUpgrade_isNoRequest() {
        client.send("GET /admin HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.read().code()).isEqualTo(1002);
        assertThat(session.read().code()).isEqualTo(4100);
    }
}
