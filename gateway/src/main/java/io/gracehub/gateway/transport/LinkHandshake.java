// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.link.LinkDialer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.ssl.SslHandler;

/**
 * The opening handshake of a link.
 *
 * <pre>
 *   connecting --TCP, TLS--&gt; asked --101--&gt; opened (a LinkChannel has it)
 *       +----------------------+-- another status: refused; anything else, or the timer: failed
 * </pre>
 */
final class LinkHandshake extends SimpleChannelInboundHandler<FullHttpResponse> {

    private final WebSocketClientHandshaker handshaker;
    private final boolean tls;
    private final RelayBounds bounds;
    private final LinkDialer.Events events;
    private final RelayTimer timer = new RelayTimer();
    private boolean over;

    LinkHandshake(WebSocketClientHandshaker handshaker, boolean tls, RelayBounds bounds, LinkDialer.Events events) {
        this.handshaker = handshaker;
        this.tls = tls;
        this.bounds = bounds;
        this.events = events;
    }

    void connecting(ChannelFuture connecting) {
        Channel channel = connecting.channel();
        startTimer(channel, "no connection in time");
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                fail(channel, "cannot connect: " + ServerHandshake.why(done.cause()));
            } else if (tls) {
                secure(channel);
            } else {
                ask(channel);
            }
        });
    }

    private void secure(Channel channel) {
        channel.pipeline().get(SslHandler.class).handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                ask(channel);
            } else {
                fail(channel, "TLS: " + ServerHandshake.why(done.cause()));
            }
        });
    }

    private void ask(Channel channel) {
        if (!over) {
            startTimer(channel, "no answer in time");
            handshaker.handshake(channel);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse answer) {
        if (over) {
            return;
        }
        if (answer.decoderResult().isFailure()) {
            fail(ctx.channel(), "malformed answer");
        } else if (!answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            end(ctx.channel());
            events.refused(answer.status().code());
        } else {
            open(ctx, answer);
        }
    }

    private void open(ChannelHandlerContext ctx, FullHttpResponse answer) {
        try {
            handshaker.finishHandshake(ctx.channel(), answer);
        } catch (WebSocketHandshakeException e) {
            fail(ctx.channel(), ServerHandshake.why(e));
            return;
        }
        over = true;
        timer.cancel();
        LinkChannel wire = new LinkChannel(events, bounds);
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.replace(WebSocketFrameDecoder.class, null, decoder());
        pipeline.addBefore(ctx.name(), null, new WebSocketFrameAggregator(LinkClient.MAX_BYTES));
        pipeline.replace(this, null, wire);
        if (pipeline.get(HttpObjectAggregator.class) != null) {
            pipeline.remove(HttpObjectAggregator.class);
        }
        events.opened(wire);
    }

    /** The handshaker's own one would write its Close frame past the encoder: nobody would get it. */
    private static ChannelHandler decoder() {
        return new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                .maxFramePayloadLength(LinkClient.MAX_BYTES)
                .closeOnProtocolViolation(false)
                .build());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            fail(ctx.channel(), "it has closed the connection");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx.channel(), "it has closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx.channel(), ServerHandshake.why(cause));
    }

    private void startTimer(Channel channel, String overdue) {
        timer.start(channel.eventLoop(), bounds.handshake(), () -> fail(channel, overdue));
    }

    private void fail(Channel channel, String why) {
        if (!over) {
            end(channel);
            events.failed(why);
        }
    }

    private void end(Channel channel) {
        over = true;
        timer.cancel();
        channel.close();
    }
}
