// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.server.Router;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;

/**
 * Where a client's connection leaves HTTP: takes over its channel with the request that opens a WebSocket, and brings
 * it to a server.
 */
final class Handshakes implements FrontUpgrades {

    private final Router router;
    private final RelayContext context;
    private final RelayEvents.Opening opening;

    /** New connections are taken in by {@code opening}. */
    Handshakes(Router router, RelayContext context, RelayEvents.Opening opening) {
        this.router = router;
        this.context = context;
        this.opening = opening;
    }

    /** Whether a request is to go to {@link #begin}. */
    static boolean wanted(HttpRequest request) {
        return HandshakeCheck.wanted(request);
    }

    /**
     * Takes over. The pipeline is that of a client's connection, with or without TLS: a {@link FrontCodec}, and
     * then the calling handler; both are gone afterwards. Called once the request is complete, instead of passing it
     * on; the request is not kept.
     */
    @Override
    public void begin(ChannelHandlerContext ctx, HttpRequest request) {
        Channel client = ctx.channel();
        client.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        client.config().setWriteBufferWaterMark(ServerDialer.WATER_MARK);
        Optional<HandshakeRefusal> refusal = HandshakeCheck.refusal(request);
        if (refusal.isPresent()) {
            HandshakeRefused refused = new HandshakeRefused(context.bounds().end(), null);
            leaveHttp(ctx, refused);
            refused.write(refusal.get().encode(ctx.alloc()));
            refused.finish();
        } else {
            ClientHandshake handshake = new ClientHandshake(context, asked(request, client));
            leaveHttp(ctx, handshake);
            handshake.begin();
        }
    }

    private static void leaveHttp(ChannelHandlerContext ctx, ChannelHandler next) {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.replace(ctx.name(), null, next);
        pipeline.remove(FrontCodec.class);
        ctx.channel().config().setAutoRead(true);
    }

    private ClientHandshake.Asked asked(HttpRequest request, Channel client) {
        Optional<Compression> compression =
                context.compression() ? Compression.of(request.headers(), context.bounds()) : Optional.empty();
        return new ClientHandshake.Asked(
                router,
                opening,
                HandshakeRequest.of(request, client),
                request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "").trim(),
                HandshakeRequest.protocols(request),
                compression.orElse(null));
    }
}
