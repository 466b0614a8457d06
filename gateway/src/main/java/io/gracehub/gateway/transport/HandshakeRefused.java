// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client whose handshake is refused: what it still sends is thrown away, and its connection ends when it has the whole
 * answer. The output is shut down first, as a close with unread input would take the answer back; then it ends with the
 * client's own end, or with a timer.
 */
final class HandshakeRefused extends ChannelInboundHandlerAdapter {

    private final Duration bound;
    private final RelayTimer timer = new RelayTimer();
    private @Nullable ServerHandshake source;
    private @Nullable ChannelHandlerContext ctx;

    /** The end takes at most this long; a source is paced by the client, and given up with it. */
    HandshakeRefused(Duration bound, @Nullable ServerHandshake source) {
        this.bound = bound;
        this.source = source;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** Sends a part of the answer. */
    void write(ByteBuf part) {
        ctx().writeAndFlush(part);
        pace();
    }

    /** The answer is complete. */
    void finish() {
        source = null;
        ChannelHandlerContext present = ctx();
        timer.start(present.channel().eventLoop(), bound, present::close);
        present.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (present.channel() instanceof DuplexChannel duplex
                    && present.pipeline().get(SslHandler.class) == null) {
                duplex.shutdownOutput();
            } else {
                present.close();
            }
        });
    }

    /** The answer cannot be completed. */
    void cut() {
        source = null;
        ctx().close();
    }

    private void pace() {
        if (source != null) {
            source.reading(ctx().channel().isWritable());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        pace();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && source == null) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        timer.cancel();
        if (source != null) {
            source.abandon();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private ChannelHandlerContext ctx() {
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return ctx;
    }
}
