// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The client's side of one connection. Its methods are called on the thread of all connections. */
public final class WireConnection extends FrameHandler {

    private static final int KEY = 0x5A17C3E9;
    private static final int NORMAL_CLOSURE = 1000;

    private final URI address;
    private final WireListener listener;
    private final CompletableFuture<WireConnection> open = new CompletableFuture<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable String ending;

    WireConnection(URI address, WireListener listener) {
        this.address = address;
        this.listener = listener;
    }

    CompletableFuture<WireConnection> open() {
        return open;
    }

    /** Returns a text message, ready to be sent. */
    public static ByteBuf text(byte[] payload) {
        ByteBuf frame = Unpooled.directBuffer(payload.length + 8);
        writeHeader(frame, TEXT, payload.length, KEY);
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ (KEY >>> (24 - (i % Integer.BYTES) * Byte.SIZE)));
        }
        return frame;
    }

    /** Sends what {@link #text} has made; after the end of the connection it does nothing. */
    public void send(ByteBuf frame) {
        ChannelHandlerContext current = context;
        if (current == null || ending != null) {
            frame.release();
            return;
        }
        current.writeAndFlush(frame, current.voidPromise());
    }

    /** Closes with 1000. */
    public void close() {
        ChannelHandlerContext current = context;
        if (current != null && ending == null) {
            ending = "closed by the client";
            ByteBuf frame = Unpooled.directBuffer(8);
            writeHeader(frame, CLOSE, Short.BYTES, KEY);
            current.writeAndFlush(frame.writeShort(NORMAL_CLOSURE ^ KEY >>> 16));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        open.whenComplete((opened, refusal) -> {
            if (opened == null) {
                active.close(); // also where its handshake has taken too long
            }
        });
        active.writeAndFlush(Unpooled.copiedBuffer(Handshake.request(address), StandardCharsets.US_ASCII));
    }

    @Override
    boolean head(ChannelHandlerContext current, String answer) {
        if (!Handshake.isAccepted(answer)) {
            open.completeExceptionally(
                    new IOException(address + ": " + answer.lines().findFirst().orElse("no answer")));
            return false;
        }
        open.complete(this);
        return true;
    }

    @Override
    void frame(ChannelHandlerContext current, Header header, ByteBuf in) {
        switch (header.opcode) {
            case TEXT -> listener.received(in, header.length);
            case PING -> current.writeAndFlush(copy(current, header, in, PONG, KEY), current.voidPromise());
            case CLOSE -> closed(current, header, in);
            default -> {
                // a pong or a binary message: nobody asked for one
            }
        }
    }

    private void closed(ChannelHandlerContext current, Header header, ByteBuf in) {
        if (ending == null) {
            ending = "closed by the server with "
                    + (header.length < Short.BYTES ? "no code" : in.getUnsignedShort(in.readerIndex()));
            current.writeAndFlush(copy(current, header, in, CLOSE, KEY));
        }
        current.close();
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext removed) {
        String why = ending == null ? "cut off without a Close frame" : ending;
        ending = why;
        if (!open.completeExceptionally(new IOException(address + ": " + why)) && !open.isCompletedExceptionally()) {
            listener.ended(why);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext current, Throwable cause) {
        if (ending == null) {
            ending = "failed: " + cause;
        }
        open.completeExceptionally(cause);
        current.close();
    }
}
