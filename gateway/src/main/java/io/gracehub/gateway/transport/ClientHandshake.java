// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.server.Router;
import io.gracehub.gateway.server.Server;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client that has asked for a WebSocket, until a server has answered.
 *
 * <pre>
 *   asking --a server's 101--&gt; a RelayClient has the channel
 *    | ^ |
 *    | +-+ a server cannot be reached, or says 503: the next one
 *    +----another answer, or no server left--&gt; a HandshakeRefused has the channel
 * </pre>
 *
 * What the client sends meanwhile is kept, up to a bound; it is looked at only after a 101, and as frames, so that
 * nothing behind the request can pass for another request.
 */
final class ClientHandshake extends ChannelInboundHandlerAdapter implements ServerHandshake.Events {

    /**
     * What is asked, and whom.
     *
     * @param key the client's key, which goes to the first server as it is: its answer is then valid for the client
     * @param protocols the subprotocols that the client offers; null if none
     * @param compression what is spoken with the client; null if none
     */
    record Asked(
            Router router,
            RelayEvents.Opening opening,
            HandshakeRequest request,
            String key,
            @Nullable String protocols,
            @Nullable Compression compression) {}

    private final RelayContext context;
    private final Asked asked;
    private final String id = HandshakeKeys.id();
    private final Set<Server> tried = new HashSet<>();
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable ServerHandshake attempt;
    private @Nullable Server server;
    private @Nullable HandshakeRefused refused;
    private @Nullable ByteBuf unavailable;
    private @Nullable ByteBuf early;
    private boolean announced;
    private boolean chunked;
    private boolean done;

    ClientHandshake(RelayContext context, Asked asked) {
        this.context = context;
        this.asked = asked;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** Asks the first server. */
    void begin() {
        next();
    }

    private void next() {
        Router.Route route = asked.router().route(asked.request().path(), tried);
        if (route instanceof Router.Route.To to) {
            server = to.server();
            tried.add(to.server());
            to.server().arriving();
            attempt = new ServerHandshake(context, to.server().address(), this);
            attempt.connect(ctx().channel().eventLoop());
        } else if (unavailable != null) {
            ByteBuf answer = unavailable;
            unavailable = null;
            refuse(answer);
        } else if (route instanceof Router.Route.Unknown) {
            refuse(HandshakeRefusal.UNKNOWN.encode(ctx().alloc()));
        } else {
            refuse(HandshakeRefusal.UNAVAILABLE.encode(ctx().alloc()));
        }
    }

    private void refuse(ByteBuf answer) {
        HandshakeRefused end = leave(new HandshakeRefused(context.bounds().end(), null));
        end.write(answer);
        end.finish();
    }

    @Override
    public void connected() {
        HandshakeRequest.Vouched vouched = present(server)
                .identity()
                .map(identity -> new HandshakeRequest.Vouched(id, identity.token(), false))
                .orElse(null);
        announced = vouched != null;
        HandshakeRequest.Varying varying = new HandshakeRequest.Varying(asked.key(), asked.protocols(), vouched);
        present(attempt).send(asked.request().encode(ctx().alloc(), varying), asked.key());
    }

    @Override
    public void accepted(HttpResponse answer) {
        ChannelHandlerContext client = ctx();
        Server first = present(server);
        String protocol = answer.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        RelayClient relay = new RelayClient(context, asked.request(), protocol);
        RelayServer session = new RelayServer(context);
        present(attempt).take(session);
        Compression compression = asked.compression();
        String extension = compression == null ? "" : compression.headerLine();
        client.write(HandshakeAnswer.switching(client.alloc(), answer, extension));
        ByteBuf kept = early;
        early = null;
        release();
        handOver(relay, compression);
        relay.begin(asked.opening().open(id, relay, session, first, announced), session);
        if (kept != null) {
            client.fireChannelRead(kept);
        }
        client.fireChannelReadComplete();
        client.pipeline().remove(this);
    }

    private void handOver(RelayClient relay, @Nullable Compression compression) {
        ChannelPipeline pipeline = ctx().pipeline();
        pipeline.addAfter(ctx().name(), null, relay);
        if (compression != null) {
            String name = pipeline.context(relay).name();
            for (ChannelHandler handler : compression.handlers(relay)) {
                pipeline.addBefore(name, null, handler);
            }
        }
    }

    @Override
    public void refused(HttpResponse answer) {
        departed();
        chunked = HttpUtil.isTransferEncodingChunked(answer);
        ByteBuf head = HandshakeAnswer.refusal(ctx().alloc(), answer);
        if (answer.status().equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            forget(unavailable);
            unavailable = head;
        } else {
            refused = leave(new HandshakeRefused(context.bounds().end(), attempt));
            refused.write(head);
        }
    }

    @Override
    public void body(HttpContent part) {
        boolean last = part instanceof LastHttpContent;
        if (refused != null) {
            passBody(refused, part, last);
        } else if (unavailable != null) {
            HandshakeAnswer.body(unavailable, part, chunked);
            part.release();
            afterUnavailable(unavailable, last);
        } else {
            part.release();
        }
    }

    private void passBody(HandshakeRefused to, HttpContent part, boolean last) {
        ByteBuf bytes = ctx().alloc().buffer();
        HandshakeAnswer.body(bytes, part, chunked);
        part.release();
        to.write(bytes);
        if (last) {
            to.finish();
        }
    }

    private void afterUnavailable(ByteBuf answer, boolean last) {
        if (answer.readableBytes() > RelayBounds.KEPT) {
            present(attempt).abandon();
            answer.release();
            unavailable = null;
            next();
        } else if (last) {
            next();
        }
    }

    @Override
    public void failed(String why) {
        if (refused != null) {
            refused.cut();
            return;
        }
        if (!done) {
            boolean withinUnavailable = server == null;
            if (withinUnavailable) {
                forget(unavailable);
                unavailable = null;
            }
            departed();
            next();
        }
    }

    private void departed() {
        if (server != null) {
            server.departed();
            server = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in)) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (early == null) {
            early = ctx.alloc().buffer(in.readableBytes());
        }
        early.writeBytes(in);
        in.release();
        if (early.readableBytes() >= RelayBounds.KEPT) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!done) {
            release();
            departed();
            present(attempt).abandon();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private <H extends ChannelInboundHandlerAdapter> H leave(H next) {
        release();
        ctx().pipeline().replace(this, null, next);
        return next;
    }

    private void release() {
        done = true;
        forget(early);
        early = null;
        forget(unavailable);
        unavailable = null;
    }

    private static void forget(@Nullable ByteBuf buffer) {
        if (buffer != null) {
            buffer.release();
        }
    }

    private ChannelHandlerContext ctx() {
        return present(ctx);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not yet begun");
        }
        return value;
    }
}
