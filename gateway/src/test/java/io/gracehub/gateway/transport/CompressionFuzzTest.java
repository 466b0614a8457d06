// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.gateway.frame.Frames;
import io.gracehub.gateway.frame.NaiveFrames;
import io.gracehub.gateway.frame.NaiveFrames.Frame;
import io.gracehub.gateway.frame.Opcode;
import io.gracehub.gateway.frame.Pieces;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A client that compresses, and the gateway that ends it: against the JDK's own inflating, and cut anywhere. */
class CompressionFuzzTest {

    private static final RelayBounds BOUNDS = new RelayBounds(
            RelayRun.MAX_FRAME,
            4096,
            Duration.ofSeconds(5),
            Duration.ZERO,
            Duration.ofSeconds(9),
            Duration.ofSeconds(5));
    private static final byte[] TAIL = {0, 0, -1, -1};

    /** What has come to the server, and what to the client. */
    private record Outcome(List<String> toServer, List<String> toClient) {}

    /** The first byte says what the others are, the second one how they are cut. */
    @FuzzTest
    void messages_cutAnywhere_areThoseThatWereCompressed(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(bytes, 2, bytes.length);
        int how = bytes[1] & 0xFF;
        switch (bytes[0] & 3) {
            case 0 -> anythingOfAClient(rest, how);
            case 1 -> brokenCompression(rest, how);
            case 2 -> messagesOfAClient(rest, how);
            default -> messagesOfAServer(rest, how);
        }
    }

    /** Whatever a client sends, it makes no difference how it is cut. */
    private static void anythingOfAClient(byte[] stream, int how) {
        assertThat(sentByAClient(Pieces.of(stream, how))).isEqualTo(sentByAClient(List.of(stream)));
    }

    /** A frame that says it is compressed, and holds anything; one that is not follows. */
    private static void brokenCompression(byte[] payload, int how) {
        if (payload.length > 0) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            byte[] frame = masked(Opcode.BINARY, payload);
            frame[0] |= 0x40;
            stream.writeBytes(frame);
            stream.writeBytes(masked(Opcode.TEXT, new byte[] {'a'}));
            anythingOfAClient(stream.toByteArray(), how);
        }
    }

    /** Each line is a message; what stands in the others compresses it. */
    private static void messagesOfAClient(byte[] bytes, int how) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<String> sent = new ArrayList<>();
        for (byte[] message : lines(bytes)) {
            byte[] compressed = deflated(deflater, message);
            if (compressed.length > RelayRun.MAX_FRAME || message.length > RelayRun.MAX_FRAME) {
                break;
            }
            sent.add("2" + Arrays.toString(message));
            if (message.length % 3 == 0) {
                fragments(stream, compressed);
            } else {
                byte[] frame = masked(Opcode.BINARY, compressed);
                frame[0] |= 0x40;
                stream.writeBytes(frame);
            }
        }
        deflater.end();
        Outcome outcome = sentByAClient(Pieces.of(stream.toByteArray(), how));
        assertThat(outcome.toServer()).isEqualTo(sent);
        assertThat(outcome.toClient()).isEmpty();
    }

    /** A message in two frames with a ping between them; only the first one says that it is compressed. */
    private static void fragments(ByteArrayOutputStream stream, byte[] compressed) {
        int cut = compressed.length / 2;
        byte[] first = masked(Opcode.BINARY, Arrays.copyOf(compressed, cut));
        first[0] = (byte) ((first[0] & 0x7F) | 0x40);
        stream.writeBytes(first);
        stream.writeBytes(masked(Opcode.PING, new byte[] {1}));
        stream.writeBytes(masked(Opcode.CONTINUATION, Arrays.copyOfRange(compressed, cut, compressed.length)));
    }

    private static void messagesOfAServer(byte[] bytes, int how) {
        RelayRun run = compressing();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<String> said = new ArrayList<>();
        for (byte[] message : lines(bytes)) {
            if (message.length <= RelayRun.MAX_FRAME) {
                said.add("2" + Arrays.toString(message));
                stream.writeBytes(Frames.toClient(Opcode.BINARY, message));
            }
        }
        Pieces.of(stream.toByteArray(), how).forEach(run::serverSays);
        assertThat(inflated(run.client.sent())).isEqualTo(said);
        run.end();
    }

    private static Outcome sentByAClient(List<byte[]> pieces) {
        RelayRun run = compressing();
        pieces.forEach(run::clientSays);
        byte[] toServer = run.session().channel.sent();
        NaiveFrames read = NaiveFrames.of(toServer, true, 1 << 20);
        assertThat(read.violation()).as("what the server gets").isZero();
        Outcome outcome = new Outcome(messages(read), codes(run.client.sent()));
        run.end();
        return outcome;
    }

    private static RelayRun compressing() {
        return new RelayRun(relay -> Compression.of(
                        new DefaultHttpHeaders().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, "permessage-deflate"),
                        BOUNDS)
                .orElseThrow()
                .handlers(relay));
    }

    /** Whole messages, with their opcode. */
    private static List<String> messages(NaiveFrames read) {
        List<String> messages = new ArrayList<>();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int opcode = 0;
        for (Frame frame : read.frames()) {
            if (frame.control()) {
                continue;
            }
            opcode = frame.opcode() == Opcode.CONTINUATION ? opcode : frame.opcode();
            content.writeBytes(frame.payload());
            if (frame.fin()) {
                messages.add(opcode + Arrays.toString(content.toByteArray()));
                content.reset();
            }
        }
        return messages;
    }

    /** The codes of the Close frames that a client has got. */
    private static List<String> codes(byte[] toClient) {
        return NaiveFrames.of(toClient, false, 1 << 20).frames().stream()
                .filter(frame -> frame.opcode() == Opcode.CLOSE)
                .map(frame -> frame.payload().length < 2
                        ? "none"
                        : Integer.toString(((frame.payload()[0] & 0xFF) << 8) | (frame.payload()[1] & 0xFF)))
                .toList();
    }

    /** What a client makes of frames that are compressed. */
    private static List<String> inflated(byte[] stream) {
        Inflater inflater = new Inflater(true);
        List<String> messages = new ArrayList<>();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        boolean compressed = false;
        byte[] plain = stream.clone();
        for (int at = 0; at < plain.length; ) {
            int first = plain[at] & 0xFF;
            int length = plain[at + 1] & 0x7F;
            int payload = at + 2;
            if (length == 126) {
                length = ((plain[at + 2] & 0xFF) << 8) | (plain[at + 3] & 0xFF);
                payload = at + 4;
            }
            assertThat(length).isLessThanOrEqualTo(plain.length - payload);
            compressed = (first & 0x0F) == Opcode.CONTINUATION ? compressed : (first & 0x40) != 0;
            content.write(plain, payload, length);
            if (first >= 0x80) {
                byte[] whole = content.toByteArray();
                messages.add("2" + Arrays.toString(compressed ? inflated(inflater, whole) : whole));
                content.reset();
            }
            at = payload + length;
        }
        inflater.end();
        return messages;
    }

    private static byte[] inflated(Inflater inflater, byte[] compressed) {
        byte[] input = Arrays.copyOf(compressed, compressed.length + TAIL.length);
        System.arraycopy(TAIL, 0, input, compressed.length, TAIL.length);
        inflater.setInput(input);
        byte[] out = new byte[4 * RelayRun.MAX_FRAME];
        try {
            return Arrays.copyOf(out, inflater.inflate(out));
        } catch (DataFormatException e) {
            throw new AssertionError("a client cannot read it", e);
        }
    }

    private static byte[] deflated(Deflater deflater, byte[] message) {
        deflater.setInput(message);
        byte[] out = new byte[2 * message.length + 64];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(out, length - TAIL.length);
    }

    private static byte[] masked(int opcode, byte[] payload) {
        return Frames.toServer(opcode, payload);
    }

    private static List<byte[]> lines(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= bytes.length; at++) {
            if (at == bytes.length || bytes[at] == '\n') {
                if (at > from) {
                    lines.add(Arrays.copyOfRange(bytes, from, at));
                }
                from = at + 1;
            }
        }
        return lines;
    }
}
