// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Cuts the bytes of one connection into the head of the handshake and whole frames. */
abstract class FrameHandler extends ByteToMessageDecoder {

    static final int FINAL = 0x80;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;
    static final int MASKED = 0x80;
    static final int SHORT = 125;

    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final ByteBuf END_OF_HEAD = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.US_ASCII).asReadOnly());

    private boolean upgraded;

    /** Takes the head of a request or an answer; tells whether frames follow. */
    abstract boolean head(ChannelHandlerContext context, String head);

    /** Takes a frame, whose payload begins at the reader index of {@code in}; the index need not be moved. */
    abstract void frame(ChannelHandlerContext context, Header header, ByteBuf in);

    /** The header of a frame; one per connection, which is filled anew for each. */
    static final class Header {
        int opcode;
        int mask;
        int length;
    }

    private final Header header = new Header();

    @Override
    protected final void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (upgraded) {
            cutFrame(context, in);
            return;
        }
        int length = ByteBufUtil.indexOf(END_OF_HEAD, in);
        if (length >= 0) {
            String head = in.toString(in.readerIndex(), length, StandardCharsets.US_ASCII);
            in.skipBytes(length + END_OF_HEAD.readableBytes());
            upgraded = head(context, head);
        }
    }

    private void cutFrame(ChannelHandlerContext context, ByteBuf in) {
        int begin = in.readerIndex();
        int bytes = headerBytes(in, begin);
        if (in.readableBytes() < bytes || in.readableBytes() < bytes + header.length) {
            return;
        }
        header.mask = isMasked(in, begin) ? in.getInt(begin + bytes - Integer.BYTES) : 0;
        in.readerIndex(begin + bytes);
        frame(context, header, in);
        in.readerIndex(begin + bytes + header.length);
    }

    private int headerBytes(ByteBuf in, int begin) {
        if (in.readableBytes() < 2) {
            return Integer.MAX_VALUE;
        }
        int first = in.getUnsignedByte(begin);
        int length = in.getByte(begin + 1) & ~MASKED & 0xFF;
        if ((first & FINAL) == 0 || length == LENGTH_64) {
            throw new CorruptedFrameException("a frame with header " + Integer.toHexString(first) + " and length code "
                    + length + ": only final frames below 64 KiB are understood");
        }
        int bytes = 2;
        if (length == LENGTH_16) {
            bytes += Short.BYTES;
            length = in.readableBytes() < bytes ? Short.MAX_VALUE : in.getUnsignedShort(begin + 2);
        }
        header.opcode = first & 0xF;
        header.length = length;
        return isMasked(in, begin) ? bytes + Integer.BYTES : bytes;
    }

    private static boolean isMasked(ByteBuf in, int begin) {
        return (in.getByte(begin + 1) & MASKED) != 0;
    }

    /** Returns a frame with what a short payload is, masked with another key or none (0). */
    static ByteBuf copy(ChannelHandlerContext context, Header header, ByteBuf in, int opcode, int key) {
        ByteBuf frame = context.alloc().directBuffer(header.length + 8);
        writeHeader(frame, opcode, header.length, key);
        int change = header.mask ^ key;
        int at = in.readerIndex();
        int end = at + header.length;
        for (; at + Integer.BYTES <= end; at += Integer.BYTES) {
            frame.writeInt(in.getInt(at) ^ change);
        }
        for (int shift = 24; at < end; at++, shift -= 8) {
            frame.writeByte(in.getByte(at) ^ change >>> shift);
        }
        return frame;
    }

    static void writeHeader(ByteBuf frame, int opcode, int length, int key) {
        int mask = key == 0 ? 0 : MASKED;
        frame.writeByte(FINAL | opcode);
        if (length <= SHORT) {
            frame.writeByte(mask | length);
        } else {
            frame.writeByte(mask | LENGTH_16).writeShort(length);
        }
        if (key != 0) {
            frame.writeInt(key);
        }
    }
}
