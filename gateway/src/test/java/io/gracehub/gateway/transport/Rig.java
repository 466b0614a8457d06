// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.config.GatewaySettings;
import io.gracehub.gateway.connection.Traffic;
import io.gracehub.gateway.server.Router;
import io.gracehub.gateway.server.Server;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The WebSocket part of a gateway in front of raw servers, with an ear where the connections are. */
final class Rig implements AutoCloseable {

    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    static final RelayBounds BOUNDS = new RelayBounds(
            64L << 20, 16 * 1024, Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(2));

    final Loops loops = new Loops(2);
    final Traffic traffic = new Traffic();
    final List<Server> servers = new CopyOnWriteArrayList<>();
    final BlockingQueue<RecordingEvents> opened = new LinkedBlockingQueue<>();
    final int port;
    private final ServerDialer dialer;
    private final Channel listening;

    Rig(RawServer... servers) {
        this(BOUNDS, servers);
    }

    Rig(RelayBounds bounds, RawServer... servers) {
        this(bounds, null, new GatewaySettings.ServerTls(Optional.empty()), servers);
    }

    Rig(RelayBounds bounds, @Nullable SslContext tls, GatewaySettings.ServerTls serverTls, RawServer... raw) {
        Leaks.watch();
        for (RawServer each : raw) {
            servers.add(each.server);
        }
        dialer = new ServerDialer(loops, Tls.towardsServers(serverTls), bounds.handshake());
        Handshakes handshakes = new Handshakes(
                this::route,
                new RelayContext(dialer, bounds, traffic, true),
                (id, client, session, server, announced) -> {
                    RecordingEvents events = new RecordingEvents(id, client, session, server);
                    opened.add(events);
                    return events;
                });
        listening = new ServerBootstrap()
                .group(loops.connections())
                .channel(loops.serverChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline().addLast(new FrontCodec(bounds.maxHeader()), new TestFront(handshakes));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        port = ((InetSocketAddress) listening.localAddress()).getPort();
    }

    private Router.Route route(String path, java.util.Set<Server> tried) {
        if (path.startsWith("/unknown")) {
            return new Router.Route.Unknown();
        }
        return servers.stream()
                .filter(server -> !tried.contains(server))
                .findFirst()
                .<Router.Route>map(Router.Route.To::new)
                .orElseGet(Router.Route.Unavailable::new);
    }

    Peer connect() {
        try {
            return new Peer(new Socket(InetAddress.getLoopbackAddress(), port), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String request(String path, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: chat.example:8080\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + KEY + "\r\nSec-WebSocket-Version: 13\r\n" + String.join("", headers) + "\r\n";
    }

    /** A client that has asked; nobody has answered. */
    Peer ask(String path, String... headers) {
        return connect().send(request(path, headers));
    }

    /** What has been opened next. */
    RecordingEvents events() {
        try {
            RecordingEvents next = opened.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was opened");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        loops.close();
        dialer.close();
        Leaks.check();
    }

    /** Stands for the handler of plain HTTP. */
    private static final class TestFront extends ChannelInboundHandlerAdapter {

        private final Handshakes handshakes;
        private @Nullable HttpRequest request;

        TestFront(Handshakes handshakes) {
            this.handshakes = handshakes;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest asked && Handshakes.wanted(asked)) {
                request = asked;
            }
            if (message instanceof LastHttpContent && request != null) {
                handshakes.begin(ctx, request);
            }
            ReferenceCountUtil.release(message);
        }
    }
}
