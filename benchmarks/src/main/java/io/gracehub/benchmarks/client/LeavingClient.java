// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for {@code exit}, then closes with 1000 some time later. */
final class LeavingClient extends SimpleChannelInboundHandler<WebSocketFrame> {

    private final Duration delay;
    private final CompletableFuture<ChannelHandlerContext> open = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Instant told;
    private volatile @Nullable Instant left;
    private volatile boolean clean;

    LeavingClient(Duration delay) {
        this.delay = delay;
    }

    CompletableFuture<?> open() {
        return open;
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    Optional<Instant> told() {
        return Optional.ofNullable(told);
    }

    Optional<Instant> left() {
        return Optional.ofNullable(left);
    }

    boolean clean() {
        return clean;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame text && text.text().equals("exit")) {
            told = Instant.now();
            if (delay.isZero()) {
                leave(context);
            } else {
                context.executor().schedule(() -> leave(context), delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        } else if (frame instanceof CloseWebSocketFrame close) {
            clean = left != null && close.statusCode() == WebSocketCloseStatus.NORMAL_CLOSURE.code();
            context.close();
        }
    }

    private void leave(ChannelHandlerContext context) {
        context.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                .addListener(written -> left = Instant.now());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            open.complete(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        open.completeExceptionally(new IOException("the connection was refused"));
        ended.complete(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        open.completeExceptionally(cause);
        context.close();
    }
}
