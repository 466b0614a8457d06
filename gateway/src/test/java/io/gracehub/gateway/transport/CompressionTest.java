// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.connection.ClientSide;
import io.gracehub.gateway.connection.ServerSide;
import io.gracehub.gateway.frame.Opcode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 7692, ended at the gateway. */
class CompressionTest {

    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private final Deflater deflater = new Deflater(6, true);
    private final Inflater inflater = new Inflater(true);
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
        client = rig.ask("/chat", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
        session = from.accept();
        String request = session.head();
        assertThat(request).doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
        session.send(RawServer.answer(request));
        assertThat(client.head()).contains("\r\nSec-WebSocket-Extensions: permessage-deflate");
        events = rig.events();
    }

    @AfterEach
    void end() {
        client.close();
        session.close();
        rig.close();
        from.close();
        to.close();
        deflater.end();
        inflater.end();
    }

    private byte[] deflated(String text) {
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        byte[] out = new byte[text.length() * 2 + 100];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(out, length - TAIL.length);
    }

    private String inflated(byte[] payload) {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        in.writeBytes(payload);
        in.writeBytes(TAIL);
        inflater.setInput(in.toByteArray());
        byte[] out = new byte[1 << 20];
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (int n = inflater.inflate(out); n > 0; n = inflater.inflate(out)) {
                all.write(out, 0, n);
            }
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private Peer compressed(String text) {
        byte[] frame = client.frame(true, Opcode.TEXT, deflated(text));
        frame[0] |= 0x40;
        return client.send(frame);
    }

    /** A whole message, of one or more frames. */
    private String readCompressed() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Peer.Frame frame = client.read();
        assertThat(frame.opcode() & 0x8).isZero();
        all.writeBytes(frame.payload());
        while (!frame.fin()) {
            frame = client.read();
            all.writeBytes(frame.payload());
        }
        return inflated(all.toByteArray());
    }

    /** Of the first of these fragments nothing can be inflated. */
    @Test
    void message_inFragmentsOfAByte_arrives() {
        byte[] whole = deflated("hello hello, and something else");
        for (int i = 0; i < whole.length; i++) {
            byte[] frame = client.frame(
                    i == whole.length - 1, i == 0 ? Opcode.TEXT : Opcode.CONTINUATION, new byte[] {whole[i]});
            frame[0] |= (byte) (i == 0 ? 0x40 : 0);
            client.send(frame);
        }
        assertThat(session.readText()).isEqualTo("hello hello, and something else");
        compressed("hello hello");
        assertThat(session.readText()).isEqualTo("hello hello");
    }

    @Test
    void messages_areCompressedTowardsTheClientOnly() {
        for (int i = 0; i < 3; i++) {
            String text = "hello hello hello hello " + i;
            compressed(text);
            assertThat(session.readText()).isEqualTo(text);
            session.text(text);
            assertThat(readCompressed()).isEqualTo(text);
        }
        client.text("plain");
        assertThat(session.readText()).isEqualTo("plain");
        assertThat(rig.traffic.toServers().messages()).isEqualTo(4);
    }

    @Test
    void fragmentsOfTheServer_alsoEmptyOnes_makeOneMessage() {
        session.fragment(false, Opcode.TEXT, "").send(session.frame(true, Opcode.PING, new byte[] {1}));
        assertThat(client.read().opcode()).isEqualTo(Opcode.PING);
        session.fragment(false, Opcode.CONTINUATION, "a").fragment(false, Opcode.CONTINUATION, "");
        session.fragment(true, Opcode.CONTINUATION, "b").text("");
        assertThat(readCompressed()).isEqualTo("ab");
        assertThat(readCompressed()).isEmpty();
    }

    @Test
    void bytesOfTheServer_cutAnywhere_makeTheSameMessages() throws Exception {
        Random random = new Random(7);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String[] texts = new String[40];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "message %d ".formatted(i).repeat(random.nextInt(i % 10 == 0 ? 9000 : 40));
            all.writeBytes(session.textFrame(texts[i]));
        }
        byte[] bytes = all.toByteArray();
        Thread sender = new Thread(() -> {
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 10 : 4000));
                session.send(Arrays.copyOfRange(bytes, at, at + length));
                at += length;
            }
        });
        sender.start();
        for (String text : texts) {
            assertThat(readCompressed()).isEqualTo(text);
        }
        sender.join();
    }

    @Test
    void compression_outlivesAMove() {
        compressed("one one one one");
        assertThat(session.readText()).isEqualTo("one one one one");
        events.ask(ClientSide::hold);
        assertThat(events.next("held")).isEqualTo(1L);
        compressed("two two one one");
        events.ask(side -> side.dial(to.server));
        ClientSide.Dialing dialing = (ClientSide.Dialing) events.next("dialed");
        events.ask(side -> dialing.open("c", "t"));
        Peer next = to.acceptWebSocket();
        ServerSide arrived = (ServerSide) events.next("arrived");
        events.ask(side -> side.attach(arrived));
        assertThat(next.readText()).isEqualTo("two two one one");
        next.text("two two two");
        assertThat(readCompressed()).isEqualTo("two two two");
    }

    @Test
    void closingHandshake_passes() {
        session.close(1011, "broken");
        Peer.Frame close = client.read();
        assertThat(close.code()).isEqualTo(1011);
        assertThat(close.reason()).isEqualTo("broken");
        client.close(1011, "broken");
        assertThat(session.read().code()).isEqualTo(1011);
        assertThat(client.ended()).isTrue();
    }

    @Test
    void nonsense_thatCannotBeInflated_endsTheConnection() {
        byte[] frame = client.frame(true, Opcode.TEXT, new byte[] {-1, -1, -1, -1});
        frame[0] |= 0x40;
        client.send(frame);
        assertThat(client.read().opcode()).isEqualTo(Opcode.CLOSE);
        assertThat(session.read().code()).isEqualTo(4100);
        client.close();
        events.next("clientGone");
    }

    @Test
    void frame_thatIsNotMasked_endsTheConnection() {
        client.send(new byte[] {(byte) 0x81, 1, 'x'});
        assertThat(client.read().code()).isEqualTo(1002);
        assertThat(session.read().code()).isEqualTo(4100);
    }

    @Test
    void message_thatInflatesToTooMuch_endsTheConnection() {
        RelayBounds small = new RelayBounds(
                10_000, 8192, Rig.BOUNDS.handshake(), Rig.BOUNDS.idle(), Rig.BOUNDS.closeReply(), Rig.BOUNDS.end());
        try (RawServer server = new RawServer();
                Rig strict = new Rig(small, server);
                Peer bomber = strict.ask("/chat", "Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
            Peer bombed = server.acceptWebSocket();
            bomber.head();
            byte[] frame = bomber.frame(true, Opcode.TEXT, deflated("x".repeat(1 << 20)));
            assertThat(frame.length).isLessThan(10_000);
            frame[0] |= 0x40;
            bomber.send(frame);
            assertThat(bomber.read().code()).isEqualTo(1009);
            assertThat(bombed.read().code()).isEqualTo(4100);
        }
    }

    @Test
    void client_thatDoesNotAsk_isNotOfferedIt() {
        Peer plain = rig.ask("/chat");
        from.acceptWebSocket();
        assertThat(plain.head()).doesNotContain("Sec-WebSocket-Extensions");
    }

    @Test
    void client_whoseOfferNamesNothing_isServedWithoutCompression() {
        Peer nameless = rig.ask("/chat", "Sec-WebSocket-Extensions: ;\r\n");
        from.acceptWebSocket();
        assertThat(nameless.head()).startsWith("HTTP/1.1 101 ").doesNotContain("Sec-WebSocket-Extensions");
    }

    @Test
    void offer_withAValueThatIsNoNumber_isDeclined() {
        Peer odd = rig.ask("/chat", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=:10\r\n");
        from.acceptWebSocket();
        assertThat(odd.head()).startsWith("HTTP/1.1 101 ").doesNotContain("Sec-WebSocket-Extensions");
    }

    @Test
    void frame_thatWouldTakeTooMuchMemory_isRefusedAtItsHeader() {
        int length = RelayBounds.INFLATED + 1;
        assertThat(Rig.BOUNDS.maxFrame()).isGreaterThan(length);
        client.send(ByteBuffer.allocate(14)
                .put((byte) 0x82)
                .put((byte) 0xFF)
                .putLong(length)
                .putInt(0)
                .array());
        assertThat(client.read().code()).isEqualTo(1009);
        assertThat(session.read().code()).isEqualTo(4100);
    }
}
