// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends a small text, waits for its echo, sends the next. */
final class EchoClient extends SimpleChannelInboundHandler<TextWebSocketFrame> {

    private static final String TEXT = "a short message, as chats have it";

    private final CompletableFuture<ChannelHandlerContext> open = new CompletableFuture<>();
    private @Nullable Round round;
    private long sentAt;

    CompletableFuture<?> open() {
        return open;
    }

    void join(Round next) {
        ChannelHandlerContext context = open.join();
        context.executor().execute(() -> {
            round = next;
            send(context, next);
        });
    }

    private void send(ChannelHandlerContext context, Round in) {
        if (in.takeTurn()) {
            sentAt = System.nanoTime();
            context.writeAndFlush(new TextWebSocketFrame(TEXT), context.voidPromise());
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
        long nanos = System.nanoTime() - sentAt;
        Round current = round;
        if (current == null || frame.content().readableBytes() != TEXT.length()) {
            exceptionCaught(context, new IOException("not the echo of what was sent: " + frame.text()));
            return;
        }
        current.echoed(nanos);
        send(context, current);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            open.complete(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        exceptionCaught(context, new IOException("the server has closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        open.completeExceptionally(cause);
        Round current = round;
        if (current != null) {
            current.failed(cause);
        }
    }
}
