// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Opens connections. One thread serves them all: whatever it calls back needs no lock. */
public final class WireClients implements AutoCloseable {

    private static final int AT_ONCE = 50;
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    /** The thread. */
    public ScheduledExecutorService thread() {
        return group;
    }

    /** Runs something on the thread and waits for what it returns. */
    public <T> T ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, group)
                .orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /**
     * Opens a connection for each listener: the first alone, since a first handshake is slow, then some at once.
     *
     * @param addresses take turns
     */
    public List<WireConnection> open(List<URI> addresses, List<? extends WireListener> listeners) {
        List<WireConnection> all = new ArrayList<>();
        for (int begin = 0; begin < listeners.size(); begin = all.size()) {
            int end = begin == 0 ? 1 : Math.min(begin + AT_ONCE, listeners.size());
            IntStream.range(begin, end)
                    .mapToObj(i -> open(addresses.get(i % addresses.size()), listeners.get(i)))
                    .toList()
                    .forEach(opening -> all.add(opening.orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS)
                            .join()));
        }
        return all;
    }

    /** Opens a connection; fails with the server's refusal, if that is what it answers. */
    public CompletableFuture<WireConnection> open(URI address, WireListener listener) {
        WireConnection connection = new WireConnection(address, listener);
        new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(connection)
                .connect(address.getHost(), address.getPort())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        connection.open().completeExceptionally(connected.cause());
                    }
                });
        return connection.open();
    }

    /** The same, with a bound after which the attempt is given up; the listener hears nothing of it then. */
    public CompletableFuture<WireConnection> open(URI address, WireListener listener, Duration bound) {
        CompletableFuture<WireConnection> opening = open(address, listener);
        Future<?> timer = group.schedule(
                () -> opening.completeExceptionally(new IOException(address + ": no answer within " + bound)),
                bound.toMillis(),
                TimeUnit.MILLISECONDS);
        return opening.whenComplete((opened, refusal) -> timer.cancel(false));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
