// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.admin.Pages;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The port of the operator. It has a thread of its own: whoever scrapes delays no message. */
final class AdminServer implements AutoCloseable {

    private static final int LONGEST_REQUEST = 64 * 1024;
    private static final int IDLE_SECONDS = 60;

    private final EventLoopGroup thread = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("gracehub-admin", true), NioIoHandler.newFactory());

    /** Opens the port. */
    FrontPort open(String host, int port, Pages pages) throws FrontPort.NotOpened {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(thread)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        client.pipeline().addLast(handlers(pages));
                    }
                });
        return FrontPort.bind(bootstrap, new InetSocketAddress(host, port));
    }

    /** What stands behind one connection. */
    static ChannelHandler[] handlers(Pages pages) {
        return new ChannelHandler[] {
            new ReadTimeoutHandler(IDLE_SECONDS),
            new HttpServerCodec(),
            new HttpObjectAggregator(LONGEST_REQUEST, true),
            new FlowControlHandler(),
            new AdminHandler(pages)
        };
    }

    @Override
    public void close() {
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1000);
    }
}
