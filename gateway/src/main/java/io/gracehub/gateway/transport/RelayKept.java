// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.frame.FrameScanner;
import io.gracehub.gateway.frame.FrameScanner.Progress;
import io.gracehub.gateway.frame.Frames;
import io.gracehub.gateway.frame.Opcode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** What a client sends while it is held: all its frames but the pings, which are answered instead. */
final class RelayKept {

    private final ByteBuf bytes;
    private long messages;
    private int frameAt;

    RelayKept(ByteBufAllocator allocator) {
        this(allocator.buffer());
    }

    private RelayKept(ByteBuf bytes) {
        this.bytes = bytes;
    }

    /** Just a Close frame. */
    static RelayKept closeFrame(CloseStatus status) {
        return new RelayKept(Unpooled.wrappedBuffer(Frames.toServer(Opcode.CLOSE, Frames.closePayload(status))));
    }

    /** Takes from a buffer, up to its end, a Close frame or a violation; pings are handed on with their payload. */
    Progress add(ByteBuf in, FrameScanner scanner, Consumer<byte[]> ping) {
        long before = scanner.messages();
        Progress progress;
        do {
            ByteBuffer view = RelayBuffers.view(in);
            int from = view.position();
            progress = scanner.scan(view);
            bytes.writeBytes(in, view.position() - from);
            if (progress == Progress.FRAME) {
                frame(scanner, ping);
            }
        } while (progress == Progress.FRAME && !scanner.closed() && in.isReadable());
        messages += scanner.messages() - before;
        if (progress == Progress.VIOLATION) {
            bytes.writerIndex(frameAt);
        }
        return progress;
    }

    private void frame(FrameScanner scanner, Consumer<byte[]> ping) {
        if (scanner.opcode() == Opcode.PING) {
            byte[] frame = new byte[bytes.writerIndex() - frameAt];
            bytes.getBytes(frameAt, frame);
            bytes.writerIndex(frameAt);
            ping.accept(Frames.unmaskedControl(frame));
        }
        frameAt = bytes.writerIndex();
    }

    int size() {
        return bytes.readableBytes();
    }

    /** Whole messages in it. */
    long messages() {
        return messages;
    }

    /** Hands it over; it is not used any more. */
    ByteBuf take() {
        return bytes;
    }

    void release() {
        bytes.release();
    }
}
