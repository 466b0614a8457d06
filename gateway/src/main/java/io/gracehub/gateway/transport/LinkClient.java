// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.link.LinkDialer;
import io.gracehub.gateway.server.ServerAddress;
import io.gracehub.link.LinkProtocol;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;

/** Opens links, on the control loop. They are few, and their messages are read here: so the codecs do the framing. */
final class LinkClient implements LinkDialer {

    /** Longest frame and message, in bytes; a character of the protocol's longest message may take four. */
    static final int MAX_BYTES = 4 * LinkProtocol.MAX_MESSAGE;

    private static final int MAX_REFUSAL = 64 * 1024;

    private final ServerDialer dialer;
    private final EventLoop control;
    private final RelayBounds bounds;
    private final String authorization;

    /** The secret is that of the servers. */
    LinkClient(ServerDialer dialer, EventLoop control, RelayBounds bounds, String secret) {
        this.dialer = dialer;
        this.control = control;
        this.bounds = bounds;
        this.authorization = "Bearer " + secret;
    }

    @Override
    public void dial(ServerAddress server, Events events) {
        LinkHandshake handshake = new LinkHandshake(handshaker(server), server.tls(), bounds, events);
        control.execute(() -> connect(server, handshake));
    }

    private void connect(ServerAddress server, LinkHandshake handshake) {
        HttpClientCodec codec = new HttpClientCodec(
                new HttpDecoderConfig()
                        .setMaxHeaderSize(bounds.maxHeader())
                        .setMaxInitialLineLength(bounds.maxHeader()),
                false,
                false);
        ChannelFuture connecting =
                dialer.connect(server, control, codec, new HttpObjectAggregator(MAX_REFUSAL), handshake);
        handshake.connecting(connecting);
    }

    WebSocketClientHandshaker handshaker(ServerAddress server) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.AUTHORIZATION, authorization)
                .set(HttpHeaderNames.HOST, server.authority());
        URI uri = URI.create(
                (server.tls() ? "wss://" : "ws://") + server.authority() + server.contextRoot() + LinkProtocol.PATH);
        return WebSocketClientHandshakerFactory.newHandshaker(
                uri, WebSocketVersion.V13, LinkProtocol.SUBPROTOCOL, false, headers, MAX_BYTES);
    }
}
