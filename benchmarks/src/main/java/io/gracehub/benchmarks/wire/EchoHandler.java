// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;

/** The server's side of one connection. */
final class EchoHandler extends FrameHandler {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String NO_LINK = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

    @Override
    boolean head(ChannelHandlerContext context, String request) {
        boolean upgrade = Handshake.header(request, "Upgrade").equalsIgnoreCase("websocket")
                && !Handshake.path(request).endsWith("/gracehub/link");
        String plain = Handshake.path(request).endsWith("/gracehub/link") ? NO_LINK : OK;
        String answer = upgrade ? Handshake.accepted(request) : plain;
        context.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII));
        return upgrade;
    }

    @Override
    void frame(ChannelHandlerContext context, Header header, ByteBuf in) {
        switch (header.opcode) {
            case TEXT, BINARY -> context.write(copy(context, header, in, header.opcode, 0), context.voidPromise());
            case PING -> context.write(copy(context, header, in, PONG, 0), context.voidPromise());
            case CLOSE ->
                context.writeAndFlush(copy(context, header, in, CLOSE, 0)).addListener(ChannelFutureListener.CLOSE);
            default -> {
                // a pong needs no answer
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        super.channelReadComplete(context);
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close(); // proxies are killed with connections open
    }
}
