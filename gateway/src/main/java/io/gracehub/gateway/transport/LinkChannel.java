// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.link.LinkDialer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An open link.
 *
 * <pre>
 *   OPEN --Close frame from either end--&gt; CLOSING --the other's, the end of TCP, timer--&gt; closed is told, once
 * </pre>
 */
final class LinkChannel extends SimpleChannelInboundHandler<WebSocketFrame> implements LinkDialer.Wire {

    private static final int ABNORMAL = 1006;

    private final LinkDialer.Events events;
    private final RelayBounds bounds;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable ScheduledFuture<?> end;
    private int code = ABNORMAL;
    private String reason = "";
    private boolean closeSent;

    LinkChannel(LinkDialer.Events events, RelayBounds bounds) {
        this.events = events;
        this.bounds = bounds;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    @Override
    public void send(String text) {
        if (!closeSent) {
            ctx().writeAndFlush(new TextWebSocketFrame(text));
        }
    }

    @Override
    public void ping() {
        if (!closeSent) {
            ctx().writeAndFlush(new PingWebSocketFrame());
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!closeSent) {
            sendClose(new CloseWebSocketFrame(true, 0, code, reason));
        }
    }

    private void sendClose(CloseWebSocketFrame frame) {
        closeSent = true;
        ChannelHandlerContext present = ctx();
        present.writeAndFlush(frame);
        if (end == null) {
            end = present.executor()
                    .schedule(() -> present.close(), bounds.end().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame text) {
            events.received(text.text());
        } else if (frame instanceof PingWebSocketFrame ping) {
            answer(ping);
        } else if (frame instanceof PongWebSocketFrame) {
            events.pong();
        } else if (frame instanceof CloseWebSocketFrame close) {
            closed(close);
        } else {
            close(WebSocketCloseStatus.INVALID_MESSAGE_TYPE.code(), "a link carries text");
        }
    }

    private void answer(PingWebSocketFrame ping) {
        if (!closeSent) {
            ctx().writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        }
    }

    private void closed(CloseWebSocketFrame close) {
        boolean coded = close.statusCode() >= 0;
        code = coded ? close.statusCode() : 1005;
        reason = coded ? close.reasonText() : "";
        if (!closeSent) {
            sendClose(new CloseWebSocketFrame(true, 0, Unpooled.EMPTY_BUFFER));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (end != null) {
            end.cancel(false);
        }
        events.closed(code, reason);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException broken) {
            code = broken.closeStatus().code();
            reason = ServerHandshake.why(cause);
            close(code, reason);
        } else {
            ctx.close();
        }
    }

    private ChannelHandlerContext ctx() {
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return ctx;
    }
}
