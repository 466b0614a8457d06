// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.server.Server;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** A connection to a server, kept between the requests of one client. Lives on that client's loop. */
final class HttpProxyUpstream extends ChannelInboundHandlerAdapter {

    private final Server server;
    private @Nullable Channel channel;
    private @Nullable User user;
    private boolean used;
    private boolean closed;

    /** The exchange that uses it now. */
    interface User {

        void connected();

        void received(HttpObject part);

        /** All that has come in one go has been told. */
        void receivedAll();

        void writabilityChanged();

        /** It has ended, or could not be opened. */
        void lost(String why);
    }

    HttpProxyUpstream(Server server, User user) {
        this.server = server;
        this.user = user;
        server.httpOpening();
    }

    Server server() {
        return server;
    }

    /** Sets the channel, before it is connected. */
    void channel(Channel opening) {
        channel = opening;
        if (closed) {
            opening.close();
        }
    }

    void connected() {
        if (channel != null) {
            channel.closeFuture().addListener(gone -> gone("the connection ended"));
        }
        if (user != null) {
            user.connected();
        }
    }

    void failed(String why) {
        gone(why);
        close();
    }

    private void gone(String why) {
        if (!closed) {
            closed = true;
            server.httpClosed();
            User last = user;
            user = null;
            if (last != null) {
                last.lost(why);
            }
        }
    }

    /** Whether an exchange before has used it: then the server may close it just now, without a fault. */
    boolean isUsed() {
        return used;
    }

    boolean isOpen() {
        return !closed && channel != null && channel.isActive();
    }

    void take(User next) {
        user = next;
    }

    /** The exchange is over; the connection may be used for another. */
    void release() {
        user = null;
        used = true;
    }

    void write(HttpObject part) {
        if (channel != null) {
            channel.write(part);
        } else {
            ReferenceCountUtil.release(part);
        }
    }

    void flush() {
        if (channel != null) {
            channel.flush();
        }
    }

    boolean isWritable() {
        return channel != null && channel.isWritable();
    }

    void read(boolean wanted) {
        if (channel != null) {
            channel.config().setAutoRead(wanted);
        }
    }

    /** Ends it; its user is told nothing any more. */
    void close() {
        user = null;
        if (channel != null) {
            channel.close();
        } else {
            gone("closed");
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (user != null && message instanceof HttpObject part) {
            user.received(part);
        } else {
            ReferenceCountUtil.release(message);
            ctx.close(); // nobody has asked
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (user != null) {
            user.receivedAll();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (user != null) {
            user.writabilityChanged();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close(); // the codec has told the end of an answer that ends so
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        gone(String.valueOf(cause.getMessage()));
        ctx.close();
    }
}
