// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A port that is listened on. */
public final class FrontPort {

    private final Channel channel;

    /** It could not be opened; the message says which and why. */
    public static final class NotOpened extends Exception {

        private static final long serialVersionUID = 1;

        NotOpened(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private FrontPort(Channel channel) {
        this.channel = channel;
    }

    static FrontPort bind(ServerBootstrap bootstrap, InetSocketAddress address) throws NotOpened {
        if (address.isUnresolved()) {
            throw new NotOpened(address.getHostString() + " is no address of this host", new Exception());
        }
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new NotOpened(text(address) + " cannot be listened on: " + why(bound.cause()), bound.cause());
        }
        return new FrontPort(bound.channel());
    }

    private static String why(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        return text.contains("Address already in use") ? "another process has it" : text;
    }

    /** Where it listens: {@code 127.0.0.1:9000}. */
    public String address() {
        return text((InetSocketAddress) channel.localAddress());
    }

    /** The port, also where the settings had 0. */
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String host = ip.isAnyLocalAddress() ? "0.0.0.0" : ip.getHostAddress(); // one socket for both, if it can be
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Takes no more connections; those that are there stay. */
    public void close() {
        channel.close().awaitUninterruptibly(1000);
    }
}
