// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.frame.FrameScanner.Progress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6455, section 5. */
class FrameScannerTest {

    /** Where a frame ends, and what is so there. */
    private record Point(int end, int opcode, long messages, boolean betweenMessages) {}

    private static LongStream seeds() {
        return new Random().longs(300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void scan_whenStreamIsCutAnywhere_findsWhatANaiveDecoderFinds(long seed) {
        Random random = new Random(seed);
        boolean masked = random.nextBoolean();
        RandomFrames frames = new RandomFrames(random, masked);
        byte[] stream = frames.some(1 + random.nextInt(60));
        List<Point> expected = naive(stream);

        FrameScanner scanner = masked ? FrameScanner.ofClient(1 << 20) : FrameScanner.ofServer(1 << 20);
        List<Point> found = new ArrayList<>();
        int at = 0;
        while (at < stream.length) {
            int length = Math.min(stream.length - at, 1 + random.nextInt(random.nextInt(10) == 0 ? 5000 : 12));
            ByteBuffer part = random.nextBoolean() ? ByteBuffer.allocate(length) : ByteBuffer.allocateDirect(length);
            part.put(stream, at, length).flip();
            int before = at;
            while (part.hasRemaining()) {
                Progress progress = scanner.scan(part);
                at = before + part.position();
                assertThat(progress).isNotEqualTo(Progress.VIOLATION);
                if (progress == Progress.FRAME) {
                    found.add(new Point(at, scanner.opcode(), scanner.messages(), scanner.betweenMessages()));
                    assertThat(scanner.betweenFrames()).isTrue();
                    assertThat(before + scanner.frameStart())
                            .isEqualTo(Math.max(
                                    before - 1,
                                    found.size() > 1
                                            ? found.get(found.size() - 2).end()
                                            : 0));
                }
            }
        }
        assertThat(found).isEqualTo(expected);
        assertThat(scanner.closed()).isTrue();
        assertThat(scanner.closeStatus()).isEqualTo(new CloseStatus(1001, "going \u00e4way"));
    }

    /** Decodes frame after frame of a stream that is whole and valid. */
    private static List<Point> naive(byte[] stream) {
        List<Point> points = new ArrayList<>();
        int at = 0;
        long messages = 0;
        boolean inMessage = false;
        while (at < stream.length) {
            int opcode = stream[at] & 15;
            boolean fin = stream[at] < 0;
            boolean masked = stream[at + 1] < 0;
            long length = stream[at + 1] & 127;
            int header = 2;
            if (length == 126) {
                length = ByteBuffer.wrap(stream).getShort(at + 2) & 0xFFFF;
                header = 4;
            } else if (length == 127) {
                length = ByteBuffer.wrap(stream).getLong(at + 2);
                header = 10;
            }
            at += header + (masked ? 4 : 0) + (int) length;
            if (opcode < 8) {
                inMessage = !fin;
                messages += fin ? 1 : 0;
            }
            points.add(new Point(at, opcode, messages, !inMessage));
        }
        return points;
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "client, C1 80 00000000, 1002, reserved bits are set",
        "client, A1 80 00000000, 1002, reserved bits are set",
        "server, 91 00, 1002, reserved bits are set",
        "client, 83 80 00000000, 1002, unknown opcode 3",
        "client, 87 80 00000000, 1002, unknown opcode 7",
        "client, 8B 80 00000000, 1002, unknown opcode 11",
        "server, 8F 00, 1002, unknown opcode 15",
        "client, 81 00, 1002, frame is not masked",
        "server, 81 80 00000000, 1002, frame is masked",
        "client, 09 80 00000000, 1002, fragmented control frame",
        "server, 08 00, 1002, fragmented control frame",
        "client, 89 FE 007E 00000000, 1002, control frame is too long",
        "server, 8A 7F 0000000000000001, 1002, control frame is too long",
        "client, 80 80 00000000, 1002, continuation of no message",
        "client, 01 80 00000000 81 80 00000000, 1002, new message inside a fragmented one",
        "server, 02 00 01 00, 1002, new message inside a fragmented one",
        "server, 01 00 80 00 80 00, 1002, continuation of no message",
        "client, 82 FF 8000000000000000 00000000, 1002, length with its highest bit set",
        "client, 82 FF 0000000000000401, 1009, frame of 1025 bytes; at most 1024",
        "server, 82 7E 0401, 1009, frame of 1025 bytes; at most 1024",
        "server, 88 01 03, 1002, Close frame of one byte",
        "client, 88 81 01020304 02, 1002, Close frame of one byte",
    })
    void scan_whenFrameBreaksTheProtocol_isAViolation(String from, String hex, int code, String reason) {
        byte[] bytes = bytes(hex);
        for (int cut = 0; cut < bytes.length; cut++) {
            FrameScanner scanner = from.equals("client") ? FrameScanner.ofClient(1024) : FrameScanner.ofServer(1024);
            Progress last = drain(scanner, ByteBuffer.wrap(bytes, 0, cut));
            if (last != Progress.VIOLATION) {
                last = drain(scanner, ByteBuffer.wrap(bytes, cut, bytes.length - cut));
            }
            assertThat(last).isEqualTo(Progress.VIOLATION);
            assertThat(scanner.violation()).isEqualTo(new CloseStatus(code, reason));
            assertThat(drain(scanner, ByteBuffer.wrap(new byte[] {1}))).isEqualTo(Progress.VIOLATION);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "client, 82 FF 0000000000000400 00000000",
        "server, 82 7E 0002 0000",
        "server, 81 7F 0000000000000001 41",
        "server, 01 00 89 00 00 00 8A 01 00 80 00",
        "client, 88 80 00000000",
    })
    void scan_whenFrameIsUnusualButAllowed_goesOn(String from, String hex) {
        FrameScanner scanner = from.equals("client") ? FrameScanner.ofClient(1024) : FrameScanner.ofServer(1024);
        assertThat(drain(scanner, ByteBuffer.wrap(bytes(hex)))).isNotEqualTo(Progress.VIOLATION);
    }

    @Test
    void closeStatus_whenCloseHasNoCode_is1005() {
        FrameScanner scanner = FrameScanner.ofServer(1024);
        drain(scanner, ByteBuffer.wrap(new byte[] {(byte) 0x88, 0}));
        assertThat(scanner.closeStatus()).isEqualTo(new CloseStatus(1005, ""));
    }

    private static Progress drain(FrameScanner scanner, ByteBuffer in) {
        Progress progress = Progress.MORE;
        while (in.hasRemaining() && progress != Progress.VIOLATION) {
            progress = scanner.scan(in);
        }
        return progress;
    }

    private static byte[] bytes(String hex) {
        return java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** Frames of whole messages, control frames among their fragments, and a Close frame in the end. */
    private record RandomFrames(Random random, boolean masked) {

        byte[] some(int count) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int i = 0; i < count; i++) {
                int fragments = 1 + random.nextInt(3);
                for (int f = 0; f < fragments; f++) {
                    while (random.nextInt(4) == 0) {
                        frame(out, 0x80 | (random.nextBoolean() ? 9 : 10), payload(126));
                    }
                    int opcode = f > 0 ? 0 : 1 + random.nextInt(2);
                    frame(out, (f == fragments - 1 ? 0x80 : 0) | opcode, payload(random.nextInt(8) == 0 ? 70000 : 200));
                }
            }
            frame(out, 0x88, Frames.closePayload(new CloseStatus(1001, "going \u00e4way")));
            return out.toByteArray();
        }

        private byte[] payload(int bound) {
            byte[] payload = new byte[random.nextInt(bound)];
            random.nextBytes(payload);
            return payload;
        }

        private void frame(ByteArrayOutputStream out, int first, byte[] payload) {
            byte[] whole = masked ? Frames.toServer(first & 15, payload) : Frames.toClient(first & 15, payload);
            whole[0] = (byte) first;
            out.writeBytes(whole);
        }
    }
}
