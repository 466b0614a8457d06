// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** The connection of a client that is one too many: 503 at once, whatever it sends, and the end. */
final class FrontFull extends ChannelInboundHandlerAdapter {

    private static final byte[] ANSWER = ("HTTP/1.1 503 Service Unavailable\r\n"
                    + "Retry-After: " + FrontAnswers.RETRY_AFTER_SECONDS + "\r\n"
                    + "Content-Length: 0\r\nConnection: close\r\n\r\n")
            .getBytes(US_ASCII);

    private final boolean tls;

    /** @param tls whether the client expects TLS: then it is not worth a handshake */
    FrontFull(boolean tls) {
        this.tls = tls;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (tls) {
            ctx.close();
        } else {
            FrontAnswers.closeAfter(ctx.writeAndFlush(Unpooled.wrappedBuffer(ANSWER)));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
