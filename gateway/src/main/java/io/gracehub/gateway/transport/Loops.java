// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.loop.Loop;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The threads of the network: those that carry connections, and one for control; native where the system has it. */
final class Loops implements AutoCloseable {

    private final boolean nativeTransport = Epoll.isAvailable();
    private final EventLoopGroup connections;
    private final EventLoopGroup control;

    /** With this many threads for connections. */
    Loops(int threads) {
        connections = group("gracehub-network", threads);
        control = group("gracehub-control", 1);
    }

    private EventLoopGroup group(String name, int threads) {
        IoHandlerFactory io = nativeTransport ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), io);
    }

    /** For accepting and carrying connections. */
    EventLoopGroup connections() {
        return connections;
    }

    /** The one that servers, links and migrations are told on. */
    EventLoop controlEventLoop() {
        return control.next();
    }

    /** The same, as the rest of the gateway sees it. */
    Loop control() {
        return of(controlEventLoop());
    }

    Class<? extends SocketChannel> socketChannel() {
        return nativeTransport ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    Class<? extends ServerChannel> serverChannel() {
        return nativeTransport ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** An event loop, as the rest of the gateway sees it. */
    static Loop of(EventLoop eventLoop) {
        return new View(eventLoop);
    }

    /** Ends the threads; waits for at most ten seconds. */
    @Override
    public void close() {
        Future<?> first = connections.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        Future<?> second = control.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        first.awaitUninterruptibly(5, TimeUnit.SECONDS);
        second.awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private record View(EventLoop eventLoop) implements Loop {

        @Override
        public void execute(Runnable task) {
            eventLoop.execute(task);
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            ScheduledFuture<?> waiting = eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> waiting.cancel(false);
        }
    }
}
