// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.connection.ClientSide;
import io.gracehub.gateway.connection.ServerSide;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.frame.Frames;
import io.gracehub.gateway.frame.Opcode;
import io.gracehub.link.LinkMessage.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that is held, and carried to another server. */
class RelayMoveTest {

    private RawServer from;
    private RawServer to;
    private Rig rig;
    private Peer client;
    private Peer session;
    private RecordingEvents events;

    @BeforeEach
    void open() {
        from = new RawServer();
        to = new RawServer();
        rig = new Rig(from, to);
        client = rig.ask("/chat?room=1", "Cookie: id=7\r\n", "Sec-WebSocket-Protocol: v2, v1\r\n");
        session = from.acceptWebSocket("Sec-WebSocket-Protocol: v1\r\n");
        assertThat(client.head()).startsWith("HTTP/1.1 101 ").contains("Sec-WebSocket-Protocol: v1\r\n");
        events = rig.events();
    }

    @AfterEach
    void end() {
        client.close();
        session.close();
        rig.close();
        from.close();
        to.close();
    }

    /** Asks for a hold, and waits for it. Returns the messages that were forwarded. */
    private long hold() {
        events.ask(ClientSide::hold);
        return (Long) events.next("held");
    }

    /** Opens a session with the other server. */
    private Peer arrive() {
        ClientSide.Dialing dialing = dialed();
        events.ask(side -> dialing.open("c-1", "token-2"));
        Peer peer = to.accept();
        String request = peer.head();
        peer.send(RawServer.answer(request, "Sec-WebSocket-Protocol: v1\r\n"));
        return peer;
    }

    private ClientSide.Dialing dialed() {
        events.ask(side -> side.dial(to.server));
        return (ClientSide.Dialing) events.next("dialed");
    }

    /** Moves a client that is held. */
    private Peer attach() {
        Peer next = arrive();
        ServerSide arrived = (ServerSide) events.next("arrived");
        events.ask(side -> side.attach(arrived));
        return next;
    }

    @Test
    void hold_whenBetweenMessages_isReachedAtOnce() {
        client.text("a").text("b");
        assertThat(session.readText() + session.readText()).isEqualTo("ab");
        assertThat(hold()).isEqualTo(2);
        client.text("c");
        Peer next = attach();
        assertThat(next.readText()).isEqualTo("c");
        assertThat(hold()).isEqualTo(1);
    }

    @Test
    void hold_withinAMessage_isReachedInTheMiddleOfABuffer() {
        client.text("a").fragment(false, Opcode.TEXT, "b1");
        assertThat(session.readText()).isEqualTo("a");
        assertThat(session.read().text()).isEqualTo("b1");
        events.ask(ClientSide::hold);
        client.send(
                client.frame(false, Opcode.CONTINUATION, "b2".getBytes(StandardCharsets.UTF_8)),
                client.frame(true, Opcode.PING, new byte[] {1}),
                client.frame(true, Opcode.CONTINUATION, new byte[] {'b', '3'}),
                client.textFrame("c"),
                client.textFrame("d"));
        assertThat(events.next("held")).isEqualTo(2L);
        assertThat(session.read().text()).isEqualTo("b2");
        assertThat(session.read().opcode()).isEqualTo(Opcode.PING);
        assertThat(session.read().text()).isEqualTo("b3");
        session.text("reply to b");
        assertThat(client.readText()).isEqualTo("reply to b");

        Peer next = attach();
        assertThat(next.readText()).isEqualTo("c");
        assertThat(next.readText()).isEqualTo("d");
        assertThat(session.read().code()).as("the old session is left").isEqualTo(4100);
        assertThat(hold()).isEqualTo(2);
    }

    @Test
    void release_whenHeld_goesOnWithTheSameServer() {
        client.text("a");
        assertThat(hold()).isBetween(0L, 1L);
        client.text("b").fragment(false, Opcode.TEXT, "c");
        events.ask(ClientSide::release);
        assertThat(session.readText()).isEqualTo("a");
        assertThat(session.readText()).isEqualTo("b");
        assertThat(session.read().text()).isEqualTo("c");
        client.fragment(true, Opcode.CONTINUATION, "d");
        assertThat(session.read().text()).isEqualTo("d");
        assertThat(hold()).isEqualTo(3);
    }

    @Test
    void release_beforeTheBoundary_tellsNothing() {
        client.fragment(false, Opcode.TEXT, "a");
        assertThat(session.read().text()).isEqualTo("a");
        events.ask(ClientSide::hold);
        events.ask(ClientSide::release);
        client.fragment(true, Opcode.CONTINUATION, "b").text("c");
        assertThat(session.read().text()).isEqualTo("b");
        assertThat(session.readText()).isEqualTo("c");
        assertThat(events.told).isEmpty();
    }

    @Test
    void pings_whileHeld_areAnsweredHere() {
        assertThat(hold()).isZero();
        client.text("a")
                .send(client.frame(true, Opcode.PING, new byte[] {1, 2, 3, 4, 5}))
                .text("b");
        assertThat(client.read()).satisfies(pong -> {
            assertThat(pong.opcode()).isEqualTo(Opcode.PONG);
            assertThat(pong.payload()).containsExactly(1, 2, 3, 4, 5);
        });
        Peer next = attach();
        assertThat(next.readText()).isEqualTo("a");
        assertThat(next.readText()).isEqualTo("b");
        client.send(client.frame(true, Opcode.PING, new byte[] {6}));
        assertThat(next.read().opcode()).isEqualTo(Opcode.PING);
    }

    @Test
    void pings_whileTheServerIsWithinAFrame_areAnsweredAtItsEnd() {
        session.send(new byte[] {1, 4, 'a', 'b'});
        assertThat(client.bytes(4)).endsWith("ab");
        assertThat(hold()).isZero();
        for (int i = 0; i < 3; i++) {
            client.send(client.frame(true, Opcode.PING, new byte[] {(byte) i}));
        }
        session.send(new byte[] {'c', 'd'}).fragment(true, Opcode.CONTINUATION, "ef");
        assertThat(client.bytes(2)).as("no Pong within the frame").isEqualTo("cd");
        boolean answered = false;
        boolean ended = false;
        while (!answered || !ended) {
            Peer.Frame frame = client.read();
            answered |= frame.opcode() == Opcode.PONG && frame.payload()[0] == 2;
            ended |= frame.fin()
                    && frame.opcode() == Opcode.CONTINUATION
                    && frame.text().equals("ef");
        }
    }

    @Test
    void close_whileHeld_isDeliveredToTheNewServerAfterWhatWasKept() {
        assertThat(hold()).isZero();
        client.text("last").close(3000, "bye");
        client.shutdownOutput();
        Peer next = attach();
        assertThat(next.readText()).isEqualTo("last");
        assertThat(next.read().reason()).isEqualTo("bye");
        next.text("so long").close(3000, "bye");
        assertThat(client.readText()).isEqualTo("so long");
        assertThat(client.read().code()).isEqualTo(3000);
        assertThat(client.ended()).isTrue();
    }

    @Test
    void clientsEnd_whileHeld_isTold() {
        assertThat(hold()).isZero();
        client.text("last").shutdownOutput();
        events.next("clientGone");
        assertThat(session.ended()).isTrue();
    }

    @Test
    void clientsReset_whileHeld_isTold() {
        assertThat(hold()).isZero();
        client.reset();
        events.next("clientGone");
    }

    @Test
    void client_thatSendsALotWhileHeld_isNotReadAnyMore() throws Exception {
        assertThat(hold()).isZero();
        byte[] large = new byte[32 << 20];
        Thread sender = new Thread(() -> client.send(client.frame(true, Opcode.BINARY, large)));
        sender.start();
        sender.join(500);
        assertThat(sender.isAlive()).isTrue();
        Peer next = attach();
        assertThat(next.read().payload()).hasSize(large.length);
        sender.join();
    }

    @Test
    void closeOfTheServer_whenItIsAMark_doesNotReachTheClient() {
        events.passClose = (session, status) -> {
            session.farewell();
            return false;
        };
        assertThat(hold()).isZero();
        client.text("for the next");
        session.text("last of the old").close(1012, "moving");
        assertThat(events.next("serverClosing")).isEqualTo(new CloseStatus(1012, "moving"));
        assertThat(client.readText()).isEqualTo("last of the old");
        assertThat(session.read()).satisfies(close -> {
            assertThat(close.opcode()).isEqualTo(Opcode.CLOSE);
            assertThat(close.code()).isEqualTo(1000);
            assertThat(close.masked()).isTrue();
        });
        assertThat(session.ended()).isTrue();
        Peer next = attach();
        next.text("first of the new");
        assertThat(client.readText()).isEqualTo("first of the new");
        assertThat(next.readText()).isEqualTo("for the next");
    }

    @Test
    void open_sendsTheClientsOwnHandshake() {
        assertThat(hold()).isZero();
        ClientSide.Dialing dialing = dialed();
        events.ask(side -> dialing.open("c-1", "token-2"));
        Peer next = to.accept();
        String request = next.head();
        assertThat(request)
                .startsWith("GET /chat?room=1 HTTP/1.1\r\n")
                .contains("\r\nCookie: id=7\r\n")
                .contains("\r\nSec-WebSocket-Protocol: v1\r\n")
                .contains("\r\nGracehub-Connection: c-1\r\n")
                .contains("\r\nGracehub-Link: token-2\r\n");
        assertThat(RawServer.key(request)).isNotEqualTo(Rig.KEY);
        next.send(RawServer.answer(request, "Sec-WebSocket-Protocol: v2\r\n"));
        assertThat(events.next("refused")).asString().contains("v2").contains("v1");
        assertThat(next.read().code()).isEqualTo(4100);
    }

    @Test
    void open_whenRefused_isTold() {
        ClientSide.Dialing dialing = dialed();
        events.ask(side -> dialing.open("c-1", "token-2"));
        Peer next = to.accept();
        next.head();
        next.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
        assertThat(events.next("refused")).asString().contains("403");
        client.text("still here");
        assertThat(session.readText()).isEqualTo("still here");
    }

    @Test
    void open_withAWrongAccept_isRefused() {
        ClientSide.Dialing dialing = dialed();
        events.ask(side -> dialing.open("c-1", "token-2"));
        Peer next = to.accept();
        next.send(RawServer.answer("\r\nSec-WebSocket-Key: other\r\n"));
        assertThat(events.next("refused")).asString().contains("Sec-WebSocket-Accept");
        assertThat(next.head()).isNotEmpty();
        assertThat(next.ended()).isTrue();
    }

    @Test
    void dial_whenNobodyListens_isRefused() {
        to.close();
        events.ask(side -> side.dial(to.server));
        assertThat(events.next("refused")).asString().contains("refused");
    }

    @Test
    void dialing_whenAbandoned_tellsNothing() {
        ClientSide.Dialing dialing = dialed();
        Peer next = to.accept();
        events.ask(side -> dialing.abandon());
        assertThat(next.ended()).isTrue();
        assertThat(events.told).isEmpty();
    }

    @Test
    void newServer_thatSpeaksAtOnce_isHeardAfterTheOldOne() {
        assertThat(hold()).isZero();
        ClientSide.Dialing dialing = dialed();
        events.ask(side -> dialing.open("c-1", "token-2"));
        Peer next = to.accept();
        byte[] answer =
                RawServer.answer(next.head(), "Sec-WebSocket-Protocol: v1\r\n").getBytes(StandardCharsets.ISO_8859_1);
        next.send(answer, next.textFrame("welcome"), next.textFrame("again"));
        ServerSide arrived = (ServerSide) events.next("arrived");
        session.text("from the old one");
        assertThat(client.readText()).isEqualTo("from the old one");
        events.ask(side -> side.attach(arrived));
        assertThat(client.readText()).isEqualTo("welcome");
        assertThat(client.readText()).isEqualTo("again");
    }

    @Test
    void attach_whenTheNewSessionHasEndedAlready_tellsSo() {
        assertThat(hold()).isZero();
        Peer next = arrive();
        next.text("hello").close();
        ServerSide arrived = (ServerSide) events.next("arrived");
        events.ask(side -> side.attach(arrived));
        assertThat(client.readText()).isEqualTo("hello");
        assertThat(events.next("serverLost")).isEqualTo(false);
    }

    @Test
    void crash_withinAMessageOfTheClient_dropsTheRestOfThatMessage() {
        client.text("whole").fragment(false, Opcode.TEXT, "half");
        assertThat(session.readText()).isEqualTo("whole");
        assertThat(session.read().text()).isEqualTo("half");
        session.reset();
        assertThat(events.next("serverLost")).isEqualTo(false);
        events.ask(ClientSide::hold);
        client.fragment(false, Opcode.CONTINUATION, "more").fragment(true, Opcode.CONTINUATION, "rest");
        client.text("next");
        assertThat(events.next("held")).isEqualTo(1L);
        Peer next = attach();
        assertThat(next.readText()).isEqualTo("next");
        assertThat(hold()).isEqualTo(1);
    }

    @Test
    void crash_whenAttachedBeforeTheMessageHasEnded_dropsItsRestToo() {
        client.fragment(false, Opcode.TEXT, "half");
        assertThat(session.read().text()).isEqualTo("half");
        session.reset();
        events.next("serverLost");
        events.ask(ClientSide::hold);
        Peer next = attach();
        client.fragment(true, Opcode.CONTINUATION, "rest").text("next");
        assertThat(next.readText()).isEqualTo("next");
        assertThat(hold()).isEqualTo(1);
    }

    @Test
    void close_withinADroppedMessage_isDeliveredToTheNewServer() {
        client.fragment(false, Opcode.TEXT, "half");
        assertThat(session.read().text()).isEqualTo("half");
        session.reset();
        events.next("serverLost");
        events.ask(ClientSide::hold);
        client.close(1001, "leaving");
        assertThat(events.next("held")).isEqualTo(0L);
        Peer next = attach();
        assertThat(next.read().reason()).isEqualTo("leaving");
    }

    @Test
    void close_ofOneByteWithinADroppedMessage_isAViolation() {
        client.fragment(false, Opcode.TEXT, "half");
        assertThat(session.read().text()).isEqualTo("half");
        session.reset();
        events.next("serverLost");
        client.send(Frames.toServer(Opcode.CLOSE, new byte[] {3}));
        assertThat(client.read().code()).isEqualTo(1002);
    }

    @Test
    void deliver_betweenFragmentsOfTheServer_waitsForTheEndOfItsMessage() {
        session.fragment(false, Opcode.TEXT, "a");
        assertThat(client.read().text()).isEqualTo("a");
        events.ask(side -> side.deliver(new Payload.Text("late")));
        events.ask(side -> side.deliver(new Payload.Binary(new byte[] {9})));
        session.fragment(true, Opcode.CONTINUATION, "b").text("c");
        assertThat(client.read().text()).isEqualTo("b");
        assertThat(client.readText()).isEqualTo("late");
        assertThat(client.read().payload()).containsExactly(9);
        assertThat(client.readText()).isEqualTo("c");
        events.ask(side -> side.deliver(new Payload.Text("at once")));
        assertThat(client.readText()).isEqualTo("at once");
    }

    @Test
    void deliver_whenTooMuchWaits_closesTheConnection() {
        session.fragment(false, Opcode.TEXT, "a");
        assertThat(client.read().text()).isEqualTo("a");
        events.ask(side -> {
            for (int i = 0; i < 3; i++) {
                side.deliver(new Payload.Binary(new byte[RelayBounds.UNDELIVERED / 2]));
            }
        });
        assertThat(client.read().code()).isEqualTo(1013);
        client.close(1013, "");
        events.next("clientGone");
        assertThat(session.ended()).isTrue();
    }

    @Test
    void close_withinAFrameOfALiveServer_waitsForItsEnd() {
        session.send(new byte[] {(byte) 0x81, 4, 'a', 'b'});
        assertThat(client.bytes(4)).endsWith("ab");
        events.ask(side -> side.close(CloseStatus.restart()));
        session.send(new byte[] {'c', 'd'}).text("too late");
        assertThat(client.bytes(2)).isEqualTo("cd");
        assertThat(client.read().code()).isEqualTo(1012);
        client.close(1012, "");
        assertThat(client.ended()).isTrue();
        events.next("clientGone");
    }

    @Test
    void abandon_ofALiveSession_closesItWith4100() {
        events.ask(side -> events.first.abandon());
        assertThat(session.read()).satisfies(close -> {
            assertThat(close.code()).isEqualTo(4100);
            assertThat(close.masked()).isTrue();
        });
        assertThat(session.ended()).as("within a bound").isTrue();
        client.text("kept");
        Peer next = attach();
        assertThat(next.readText()).isEqualTo("kept");
    }

    @Test
    void close_whileABoundaryIsAwaited_endsWithTheClientsOwnCloseFrame() {
        RelayBounds patient = new RelayBounds(
                64L << 20,
                16 * 1024,
                Duration.ofSeconds(5),
                Duration.ZERO,
                Duration.ofMinutes(5),
                Duration.ofMinutes(5));
        try (RawServer server = new RawServer();
                Rig own = new Rig(patient, server)) {
            Peer asking = own.ask("/chat");
            Peer present = server.acceptWebSocket();
            assertThat(asking.head()).startsWith("HTTP/1.1 101 ");
            RecordingEvents told = own.events();
            asking.fragment(false, Opcode.TEXT, "a");
            assertThat(present.read().text()).isEqualTo("a");
            told.ask(ClientSide::hold);
            told.ask(side -> side.close(CloseStatus.restart()));
            assertThat(asking.read().code()).isEqualTo(CloseStatus.SERVICE_RESTART);

            asking.send(
                    asking.frame(true, Opcode.CONTINUATION, new byte[] {'b'}),
                    asking.frame(true, Opcode.CLOSE, new byte[] {3, (byte) 0xE8}));

            assertThat(asking.ended()).isTrue();
        }
    }
}
