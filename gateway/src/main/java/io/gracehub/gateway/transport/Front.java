// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The port on which clients connect. */
final class Front {

    private static final int BACKLOG = 4096;

    private final Loops loops;
    private final Parts parts;
    private final FrontGate gate;
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /**
     * What it is made of.
     *
     * @param proxy for plain HTTP
     * @param upgrades for WebSockets
     * @param tls towards clients, if it is spoken
     * @param maxHeader longest first line and longest headers of a request, in bytes
     * @param handshakeTimeout longest time for the head of a first request, and for a TLS handshake
     */
    record Parts(
            HttpProxy proxy,
            FrontUpgrades upgrades,
            @Nullable SslContext tls,
            int maxHeader,
            Duration handshakeTimeout) {}

    Front(Loops loops, Parts parts, FrontGate gate) {
        this.loops = loops;
        this.parts = parts;
        this.gate = gate;
    }

    /** Opens the port. */
    FrontPort open(String host, int port) throws FrontPort.NotOpened {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.connections())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, ServerDialer.WATER_MARK)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        accept(client);
                    }
                });
        return FrontPort.bind(bootstrap, new InetSocketAddress(host, port));
    }

    private void accept(SocketChannel client) {
        boolean welcome = gate.enter();
        client.closeFuture().addListener(gone -> gate.leave());
        if (!welcome) {
            client.pipeline().addLast(new FrontFull(parts.tls() != null));
            return;
        }
        clients.add(client);
        SslContext tls = parts.tls();
        if (tls != null) {
            SslHandler handler = tls.newHandler(client.alloc());
            handler.setHandshakeTimeoutMillis(parts.handshakeTimeout().toMillis());
            client.pipeline().addLast(handler);
        }
        client.pipeline()
                .addLast(new FrontCodec(parts.maxHeader()))
                .addLast(new FrontHandler(
                        parts.proxy(), parts.upgrades(), gate, new FrontPatience(parts.handshakeTimeout())));
    }

    /** Cuts whoever is left. */
    void closeClients() {
        clients.forEach(Channel::close);
    }
}
