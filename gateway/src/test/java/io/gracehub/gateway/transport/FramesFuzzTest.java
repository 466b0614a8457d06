// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.gateway.frame.FrameScanner;
import io.gracehub.gateway.frame.FrameScanner.Progress;
import io.gracehub.gateway.frame.NaiveFrames;
import io.gracehub.gateway.frame.NaiveFrames.Frame;
import io.gracehub.gateway.frame.Opcode;
import io.gracehub.gateway.frame.Pieces;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is kept of a client that is held, and what is made of a server's bytes for a client that compresses. */
class FramesFuzzTest {

    private static final int MAX_FRAME = 1000;

    /** The first byte says whose frames they are and how they are cut. */
    @FuzzTest
    void bytes_cutAnywhere_areTheFramesOfTheWhole(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
        int how = (bytes[0] & 0xFF) >> 1;
        if ((bytes[0] & 1) != 0) {
            kept(stream, how);
        } else {
            toCompress(stream, how);
        }
    }

    private static void kept(byte[] stream, int how) {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        NaiveFrames expected = NaiveFrames.of(stream, true, MAX_FRAME);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> pings = new ArrayList<>();
        int end = 0;
        boolean closed = false;
        for (Frame frame : expected.frames()) {
            end = frame.end();
            closed = frame.opcode() == Opcode.CLOSE;
            if (frame.opcode() == Opcode.PING) {
                pings.add(Arrays.toString(frame.payload()));
            } else {
                bytes.write(stream, frame.start(), frame.end() - frame.start());
            }
            if (closed) {
                break;
            }
        }
        if (!closed && expected.violation() == 0) {
            bytes.write(stream, end, stream.length - end);
        }

        RelayKept kept = new RelayKept(allocator);
        FrameScanner scanner = FrameScanner.ofClient(MAX_FRAME);
        List<String> answered = new ArrayList<>();
        for (byte[] piece : Pieces.of(stream, how)) {
            ByteBuf in = Unpooled.wrappedBuffer(piece);
            Progress progress = kept.add(in, scanner, ping -> answered.add(Arrays.toString(ping)));
            if (progress == Progress.VIOLATION || scanner.closed()) {
                break;
            }
            assertThat(in.isReadable()).isFalse();
        }
        assertThat(scanner.closed()).isEqualTo(closed);
        assertThat(answered).isEqualTo(pings);
        assertThat(ByteBufUtil.getBytes(kept.take())).isEqualTo(bytes.toByteArray());
        kept.release();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    private static void toCompress(byte[] stream, int how) {
        NaiveFrames expected = NaiveFrames.of(stream, false, MAX_FRAME);
        int end = expected.frames().isEmpty()
                ? 0
                : expected.frames().get(expected.frames().size() - 1).end();
        Messages messages = new Messages();
        expected.frames().forEach(frame -> messages.add(frame.opcode(), frame.fin(), frame.payload()));

        Messages made = new Messages();
        CompressionFrames frames = new CompressionFrames();
        for (byte[] piece : Pieces.of(Arrays.copyOf(stream, end), how)) {
            List<WebSocketFrame> out = new ArrayList<>();
            frames.add(Unpooled.wrappedBuffer(piece), out);
            for (WebSocketFrame frame : out) {
                assertThat(frame.isFinalFragment() || frame.content().isReadable())
                        .as("the compressor takes it")
                        .isTrue();
                made.add(opcode(frame), frame.isFinalFragment(), ByteBufUtil.getBytes(frame.content()));
            }
        }
        assertThat(made.whole).isEqualTo(messages.whole);
    }

    private static int opcode(WebSocketFrame frame) {
        if (frame instanceof ContinuationWebSocketFrame) {
            return Opcode.CONTINUATION;
        } else if (frame instanceof TextWebSocketFrame) {
            return Opcode.TEXT;
        } else if (frame instanceof BinaryWebSocketFrame) {
            return Opcode.BINARY;
        } else if (frame instanceof CloseWebSocketFrame) {
            return Opcode.CLOSE;
        }
        return frame instanceof PingWebSocketFrame ? Opcode.PING : Opcode.PONG;
    }

    /** Messages and control frames, in the order in which they end. */
    private static final class Messages {

        final List<String> whole = new ArrayList<>();
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private int opcode;

        void add(int next, boolean fin, byte[] payload) {
            if (next >= Opcode.CLOSE) {
                whole.add(next + Arrays.toString(payload));
                return;
            }
            if (next != Opcode.CONTINUATION) {
                assertThat(content.size())
                        .as("a message begins after the one before")
                        .isZero();
                opcode = next;
            }
            content.writeBytes(payload);
            if (fin) {
                whole.add(opcode + Arrays.toString(content.toByteArray()));
                content.reset();
                opcode = -1;
            }
        }
    }
}
