// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.frame.Opcode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;

/**
 * Makes frames of a server's bytes, which have been scanned and so are known to be valid. A long frame is not waited
 * for: each part of it that comes is a fragment, so that little is buffered. Fragments without content are left out, as
 * the compressor takes none but a last one.
 */
final class CompressionFrames {

    private static final int MAX_HEADER = 10;

    private final ByteBuf header = Unpooled.buffer(MAX_HEADER, MAX_HEADER);
    private final ByteBuf control = Unpooled.buffer(0, 125);
    private boolean inPayload;
    private long left;
    private int opcodeOfMessage;

    /** Takes all of these bytes. */
    void add(ByteBuf in, List<WebSocketFrame> out) {
        while (in.isReadable()) {
            if (!inPayload) {
                readHeader(in);
            }
            if (inPayload) {
                readPayload(in, out);
            }
        }
    }

    private void readHeader(ByteBuf in) {
        while (in.isReadable() && !inPayload) {
            header.writeByte(in.readByte());
            if (header.writerIndex() >= 2 && header.writerIndex() == headerLength()) {
                inPayload = true;
                left = length();
                if (opcode() == Opcode.TEXT || opcode() == Opcode.BINARY) {
                    opcodeOfMessage = opcode();
                }
            }
        }
    }

    private int headerLength() {
        int length = header.getByte(1) & 0x7F;
        return length < 126 ? 2 : length == 126 ? 4 : MAX_HEADER;
    }

    private long length() {
        return switch (header.writerIndex()) {
            case 2 -> header.getByte(1) & 0x7F;
            case 4 -> header.getUnsignedShort(2);
            default -> header.getLong(2);
        };
    }

    private int opcode() {
        return header.getByte(0) & 0x0F;
    }

    private void readPayload(ByteBuf in, List<WebSocketFrame> out) {
        int part = (int) Math.min(left, in.readableBytes());
        left -= part;
        if (opcode() >= Opcode.CLOSE) {
            control.writeBytes(in, part);
        } else {
            boolean last = left == 0 && header.getByte(0) < 0;
            if (part > 0 || last) {
                out.add(data(last, in.readRetainedSlice(part)));
            }
        }
        if (left == 0) {
            ended(out);
        }
    }

    private WebSocketFrame data(boolean last, ByteBuf content) {
        int opcode = opcodeOfMessage;
        opcodeOfMessage = Opcode.CONTINUATION;
        return switch (opcode) {
            case Opcode.TEXT -> new TextWebSocketFrame(last, 0, content);
            case Opcode.BINARY -> new BinaryWebSocketFrame(last, 0, content);
            default -> new ContinuationWebSocketFrame(last, 0, content);
        };
    }

    private void ended(List<WebSocketFrame> out) {
        if (opcode() >= Opcode.CLOSE) {
            ByteBuf content = Unpooled.copiedBuffer(control);
            control.clear();
            out.add(
                    switch (opcode()) {
                        case Opcode.CLOSE -> new CloseWebSocketFrame(true, 0, content);
                        case Opcode.PING -> new PingWebSocketFrame(content);
                        default -> new PongWebSocketFrame(content);
                    });
        }
        header.clear();
        inPayload = false;
    }
}
