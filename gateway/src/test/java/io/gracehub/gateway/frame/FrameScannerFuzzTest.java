// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.gateway.frame.FrameScanner.Progress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whatever comes, and wherever it is cut, is scanned as the whole is read naively. */
class FrameScannerFuzzTest {

    private static final int MAX_FRAME = 1000;

    private record Found(
            int end,
            int opcode,
            boolean betweenMessages,
            @Nullable CloseStatus close) {}

    /** The first byte says whose frames they are and how they are cut. */
    @FuzzTest
    void scan_ofAnything_findsWhatANaiveReaderFinds(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        boolean masked = (bytes[0] & 1) != 0;
        byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
        NaiveFrames expected = NaiveFrames.of(stream, masked, MAX_FRAME);

        FrameScanner scanner = masked ? FrameScanner.ofClient(MAX_FRAME) : FrameScanner.ofServer(MAX_FRAME);
        List<Found> found = new ArrayList<>();
        int at = 0;
        for (byte[] piece : Pieces.of(stream, (bytes[0] & 0xFF) >> 1)) {
            ByteBuffer in = ByteBuffer.wrap(piece);
            while (in.hasRemaining() && scanner.violation() == null) {
                int before = in.position();
                Progress progress = scanner.scan(in);
                assertThat(in.position()).as("progress").isGreaterThan(before);
                assertThat(progress == Progress.VIOLATION).isEqualTo(scanner.violation() != null);
                if (progress == Progress.FRAME) {
                    found.add(new Found(
                            at + in.position(),
                            scanner.opcode(),
                            scanner.betweenMessages(),
                            scanner.opcode() == Opcode.CLOSE ? scanner.closeStatus() : null));
                }
            }
            at += piece.length;
        }

        assertThat(found).isEqualTo(expected(expected.frames()));
        CloseStatus violation = scanner.violation();
        assertThat(violation == null ? 0 : violation.code()).isEqualTo(expected.violation());
        assertThat(scanner.messages())
                .isEqualTo(expected.frames().stream()
                        .filter(frame -> !frame.control() && frame.fin())
                        .count());
        if (violation != null) {
            assertThat(Frames.closePayload(violation)).hasSizeBetween(3, 125);
        }
    }

    private static List<Found> expected(List<NaiveFrames.Frame> frames) {
        List<Found> expected = new ArrayList<>();
        boolean between = true;
        for (NaiveFrames.Frame frame : frames) {
            between = frame.control() ? between : frame.fin();
            expected.add(new Found(
                    frame.end(), frame.opcode(), between, frame.opcode() == Opcode.CLOSE ? close(frame) : null));
        }
        return expected;
    }

    private static CloseStatus close(NaiveFrames.Frame frame) {
        byte[] payload = frame.payload();
        return payload.length == 0
                ? new CloseStatus(1005, "")
                : new CloseStatus(
                        ByteBuffer.wrap(payload).getShort() & 0xFFFF,
                        new String(payload, 2, payload.length - 2, UTF_8));
    }
}
