// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.server.ServerAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Opens TCP connections to servers, with TLS where their address says so. */
final class ServerDialer implements AutoCloseable {

    /** Little is buffered per connection: what a peer does not read, the other does not get to send. */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private final Loops loops;
    private final SslContext tls;
    private final Duration timeout;
    private final RelayNames names = new RelayNames();

    /** The timeout is that of the connect and that of the TLS handshake. */
    ServerDialer(Loops loops, SslContext tls, Duration timeout) {
        this.loops = loops;
        this.tls = tls;
        this.timeout = timeout;
    }

    /** Connects on this event loop; these handlers stand behind that of TLS, which begins by itself. */
    ChannelFuture connect(ServerAddress server, EventLoop loop, ChannelHandler... handlers) {
        InetSocketAddress address = RelayNames.address(server.host(), server.port());
        return new Bootstrap()
                .group(loop)
                .channel(loops.socketChannel())
                .resolver(names)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .handler(initializer(server, handlers))
                .connect(address);
    }

    private ChannelHandler initializer(ServerAddress server, ChannelHandler... handlers) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (server.tls()) {
                    SslHandler handler = tls.newHandler(channel.alloc(), server.name(), server.port());
                    handler.setHandshakeTimeoutMillis(timeout.toMillis());
                    channel.pipeline().addLast(handler);
                }
                channel.pipeline().addLast(handlers);
            }
        };
    }

    @Override
    public void close() {
        names.close();
    }
}
