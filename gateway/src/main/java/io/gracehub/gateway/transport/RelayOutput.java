// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.frame.Frames;
import io.gracehub.gateway.frame.Opcode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What goes to a client: the bytes of its server, and between them the gateway's own frames.
 *
 * <pre>
 *   OPEN --a server's Close is passed, or the gateway's own is written--&gt; CLOSED (nothing goes out any more)
 * </pre>
 *
 * Of the gateway's own frames a Pong and a Close wait for the end of the server's present frame, a message for that of
 * its present message. If the server ends before, they have no place any more; see {@link #cutOff}.
 */
final class RelayOutput {

    private final ChannelHandlerContext client;
    private @Nullable RelayServer source;
    private @Nullable Queue<ByteBuf> messages;
    private int waitingBytes;
    private @Nullable ByteBuf pong;
    private @Nullable ByteBuf close;
    private boolean closed;

    RelayOutput(ChannelHandlerContext client) {
        this.client = client;
    }

    /** What follows is this session's. */
    void source(RelayServer session) {
        source = session;
        boundary();
    }

    /** Whether a message of the server is under way, be it that its rest will never come. */
    boolean midMessage() {
        return source != null && !source.betweenMessages();
    }

    /** Whether a frame is under way whose rest will never come. */
    boolean cutOff() {
        return midFrame() && !source().feeding();
    }

    private boolean midFrame() {
        return source != null && !source.betweenFrames();
    }

    private RelayServer source() {
        if (source == null) {
            throw new IllegalStateException("no session");
        }
        return source;
    }

    /** Whether {@link #boundary} is to be told of the end of each frame. */
    boolean waiting() {
        return pong != null || close != null || messages != null;
    }

    /** Passes on bytes of the server. */
    void write(ByteBuf bytes) {
        if (closed) {
            bytes.release();
        } else {
            client.write(bytes, client.voidPromise());
        }
    }

    /** Passes on the server's Close frame. */
    void passClose(ByteBuf frame) {
        write(frame);
        shut();
    }

    /** Nothing goes out any more. */
    void shut() {
        closed = true;
        forget();
    }

    /** Writes a Pong, now or at the end of the present frame; of several that wait, RFC 6455 wants the last one. */
    void pong(byte[] payload) {
        if (pong != null) {
            pong.release();
        }
        pong = Unpooled.wrappedBuffer(Frames.toClient(Opcode.PONG, payload));
        boundary();
    }

    /** Writes a message, now or at the end of the present one. Returns whether there is room for it. */
    boolean deliver(int opcode, byte[] payload) {
        long before = waitingBytes + client.channel().bytesBeforeWritable();
        if (closed || (before > 0 && before + payload.length > RelayBounds.UNDELIVERED)) {
            return closed;
        }
        if (messages == null) {
            messages = new ArrayDeque<>();
        }
        messages.add(Unpooled.wrappedBuffer(Frames.toClient(opcode, payload)));
        waitingBytes += payload.length;
        boundary();
        return true;
    }

    /** Writes a Close frame, now or at the end of the present frame. */
    void close(CloseStatus status) {
        if (close == null && !closed) {
            close = Unpooled.wrappedBuffer(Frames.toClient(Opcode.CLOSE, Frames.closePayload(status)));
            boundary();
        }
    }

    /** Whether a Close frame has gone out. */
    boolean closed() {
        return closed;
    }

    /** A frame of the server may have ended: writes what has waited for it. */
    void boundary() {
        if (closed || midFrame()) {
            return;
        }
        if (pong != null) {
            write(pong);
            pong = null;
        }
        if (messages != null && !midMessage()) {
            messages.forEach(this::write);
            messages = null;
            waitingBytes = 0;
        }
        if (close != null) {
            ByteBuf frame = close;
            close = null;
            passClose(frame);
        }
    }

    void flush() {
        client.flush();
    }

    boolean writable() {
        Channel channel = client.channel();
        return channel.isWritable();
    }

    /** Drops what waits. */
    void forget() {
        if (pong != null) {
            pong.release();
            pong = null;
        }
        if (close != null) {
            close.release();
            close = null;
        }
        if (messages != null) {
            messages.forEach(ByteBuf::release);
            messages = null;
        }
    }
}
