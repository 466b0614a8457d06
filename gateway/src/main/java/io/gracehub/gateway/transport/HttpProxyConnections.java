// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.server.Server;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslHandler;

/** Opens connections to servers for plain HTTP. */
final class HttpProxyConnections implements HttpProxyDialer {

    private final ServerDialer dialer;
    private final int maxHeader;

    /** @param maxHeader longest first line and longest headers of an answer, in bytes */
    HttpProxyConnections(ServerDialer dialer, int maxHeader) {
        this.dialer = dialer;
        this.maxHeader = maxHeader;
    }

    @Override
    public HttpProxyUpstream dial(Server server, EventLoop loop, HttpProxyUpstream.User user) {
        HttpProxyUpstream upstream = new HttpProxyUpstream(server, user);
        ChannelHandler codec =
                new HttpClientCodec(FrontCodec.config(maxHeader).setStrictLineParsing(false), false, false);
        ChannelFuture connecting = dialer.connect(server.address(), loop, codec, upstream);
        upstream.channel(connecting.channel());
        connecting.addListener((ChannelFutureListener) done -> {
            if (!done.isSuccess()) {
                upstream.failed(String.valueOf(done.cause().getMessage()));
                return;
            }
            SslHandler tls = done.channel().pipeline().get(SslHandler.class);
            if (tls == null) {
                upstream.connected();
            } else {
                tls.handshakeFuture().addListener(shaken -> {
                    if (shaken.isSuccess()) {
                        upstream.connected();
                    } else {
                        upstream.failed(String.valueOf(shaken.cause().getMessage()));
                    }
                });
            }
        });
        return upstream;
    }
}
