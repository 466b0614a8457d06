// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;
import org.jspecify.annotations.Nullable;

/**
 * Joins the first fragments of a compressed message until something can be inflated of them: the codec takes a first
 * fragment of which nothing comes for a broken one, and a client may cut its compressed message anywhere.
 */
final class CompressionFragments extends ChannelInboundHandlerAdapter {

    /** More than the longest description of a block's codes. */
    private static final int ENOUGH = 1024;

    private @Nullable WebSocketFrame first;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof WebSocketFrame frame && belongsToABeginning(frame)) {
            WebSocketFrame joined = first == null ? frame : join(first, frame);
            boolean enough = joined.isFinalFragment() || joined.content().readableBytes() >= ENOUGH;
            first = enough ? null : joined;
            if (!enough) {
                return;
            }
            ctx.fireChannelRead(joined);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private boolean belongsToABeginning(WebSocketFrame frame) {
        if (first != null) {
            return frame instanceof ContinuationWebSocketFrame;
        }
        boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        return begins && !frame.isFinalFragment() && (frame.rsv() & WebSocketExtension.RSV1) != 0;
    }

    private static WebSocketFrame join(WebSocketFrame first, WebSocketFrame next) {
        ByteBuf content = Unpooled.wrappedBuffer(first.content(), next.content());
        return first instanceof TextWebSocketFrame
                ? new TextWebSocketFrame(next.isFinalFragment(), first.rsv(), content)
                : new BinaryWebSocketFrame(next.isFinalFragment(), first.rsv(), content);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (first != null) {
            first.release();
            first = null;
        }
    }
}
