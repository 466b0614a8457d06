// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.transport.FrontRequest.Unacceptable;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection while it speaks HTTP: takes one request after the other, checks it, and gives it to the
 * proxy, or the whole connection to the WebSocket end. What a client sends ahead waits here, up to a bound.
 */
final class FrontHandler extends ChannelInboundHandlerAdapter implements HttpProxyExchange.Client {

    /** More than this is not read ahead of the answer to the request before. */
    private static final int READ_AHEAD_BYTES = 64 * 1024;

    private static final int WEIGHT_OF_HEAD = 1024;

    private final HttpProxy proxy;
    private final FrontUpgrades upgrades;
    private final FrontGate gate;
    private final FrontPatience patience;
    private final Queue<HttpObject> ahead = new ArrayDeque<>();
    private int aheadBytes;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable HttpProxyExchange exchange;
    private @Nullable FrontRequest upgrade;
    private @Nullable HttpProxyUpstream kept;
    private boolean skipping;
    private boolean closing;
    private boolean taking;

    FrontHandler(HttpProxy proxy, FrontUpgrades upgrades, FrontGate gate, FrontPatience patience) {
        this.proxy = proxy;
        this.upgrades = upgrades;
        this.gate = gate;
        this.patience = patience;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        if (context.channel().isActive()) {
            patience.firstRequest(context, this::tooSlow);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        patience.firstRequest(context, this::tooSlow);
    }

    private void tooSlow() {
        if (!closing && exchange == null) {
            closing = true;
            context().close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (!ahead.isEmpty() || (exchange != null && exchange.isRequestComplete())) {
            ahead.add(part);
            aheadBytes += weight(part);
            read();
        } else {
            take(part);
        }
    }

    private static int weight(HttpObject part) {
        if (part instanceof HttpContent content) {
            return content.content().readableBytes();
        }
        int weight = WEIGHT_OF_HEAD;
        if (part instanceof HttpRequest head) {
            weight += head.uri().length();
            for (Map.Entry<String, String> header : head.headers()) {
                weight += header.getKey().length() + header.getValue().length();
            }
        }
        return weight;
    }

    private void take(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(part);
            undecodable(part.decoderResult());
        } else if (part instanceof HttpRequest head) {
            begin(head);
        } else if (part instanceof HttpContent content) {
            body(content);
        }
        read();
    }

    private void begin(HttpRequest head) {
        patience.stop();
        FrontRequest request;
        try {
            request = FrontRequest.of(head);
        } catch (Unacceptable refused) {
            answerAndClose(HttpResponseStatus.BAD_REQUEST, String.valueOf(refused.getMessage()));
            return;
        }
        if (!proxy.behindProxy()) {
            HttpProxyForwarded.forget(head.headers());
        }
        if (gate.isClosed()) {
            answerAndClose(HttpResponseStatus.SERVICE_UNAVAILABLE, "the gateway is shutting down");
        } else if (FrontTarget.isServersOwn(request.target())) {
            answerAndClose(HttpResponseStatus.NOT_FOUND, "not for clients");
        } else if (request.isWebSocketUpgrade()) {
            beginUpgrade(request);
        } else {
            exchange = new HttpProxyExchange(request, this, proxy, kept);
            kept = null;
            gate.begin();
            exchange.start();
        }
    }

    private void beginUpgrade(FrontRequest request) {
        if (request.hasBody()) {
            answerAndClose(HttpResponseStatus.BAD_REQUEST, "a WebSocket handshake has no body");
        } else {
            upgrade = request;
        }
    }

    private void body(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (upgrade != null) {
            content.release();
            if (last) {
                handOver(upgrade);
            }
        } else if (exchange != null) {
            exchange.body(content);
        } else {
            content.release();
            skipping &= !last;
            if (last && !closing) {
                next();
            }
        }
    }

    private void handOver(FrontRequest request) {
        closing = true; // for this handler; the connection goes on without it
        closeKept();
        HttpRequest head = request.head();
        HttpProxyHeaders.withoutOurs(head.headers());
        upgrades.begin(context(), head);
    }

    private void undecodable(DecoderResult result) {
        HttpProxyExchange running = exchange;
        if (running != null && running.isAnswering()) {
            closing = true;
            running.abandon();
            FrontAnswers.reset(context().channel());
            return;
        }
        if (running != null) {
            running.abandon();
            exchangeOver();
        }
        Throwable cause = result.cause();
        if (cause instanceof TooLongHttpLineException) {
            answerAndClose(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the first line is too long");
        } else if (cause instanceof TooLongHttpHeaderException) {
            answerAndClose(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too long");
        } else {
            answerAndClose(HttpResponseStatus.BAD_REQUEST, "not a well-formed request");
        }
    }

    private void answerAndClose(HttpResponseStatus status, String why) {
        closing = true;
        patience.stop();
        closeKept();
        FrontAnswers.closeAfter(context().writeAndFlush(FrontAnswers.of(status, why, false)));
    }

    // ---- what an exchange says ----

    @Override
    public ChannelHandlerContext context() {
        ChannelHandlerContext known = ctx;
        if (known == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return known;
    }

    @Override
    public boolean mayKeepAlive() {
        return !gate.isClosed();
    }

    @Override
    public void refuse(HttpResponseStatus status, String why, FrontRequest request) {
        boolean complete = exchange != null && exchange.isRequestComplete();
        exchangeOver();
        boolean keepAlive = request.keepsAlive() && !request.hasBody() && !request.isHttp10() && mayKeepAlive();
        if (!keepAlive) {
            answerAndClose(status, why);
            return;
        }
        context().writeAndFlush(FrontAnswers.of(status, why, true));
        skipping = !complete;
        if (complete) {
            next();
        }
    }

    @Override
    public void finished(@Nullable HttpProxyUpstream reusable, boolean keepAlive) {
        exchangeOver();
        if (keepAlive) {
            kept = reusable;
            next();
        } else {
            closing = true;
            if (reusable != null) {
                reusable.close();
            }
            FrontAnswers.closeAfter(context().writeAndFlush(Unpooled.EMPTY_BUFFER));
        }
    }

    @Override
    public void broken() {
        exchangeOver();
        closing = true;
        FrontAnswers.reset(context().channel());
    }

    private void exchangeOver() {
        if (exchange != null) {
            exchange = null;
            gate.end();
        }
    }

    /** Takes what the client has sent ahead, or waits for its next request. */
    private void next() {
        if (taking) {
            return; // the loop below goes on
        }
        taking = true;
        while (!closing && !ahead.isEmpty() && (exchange == null || !exchange.isRequestComplete())) {
            HttpObject part = ahead.remove();
            aheadBytes -= weight(part);
            take(part);
        }
        taking = false;
        if (exchange != null) {
            exchange.flushBody(); // nothing more may come
        }
        if (!closing && exchange == null && upgrade == null && !skipping) {
            patience.nextRequest(context(), this::tooSlow);
        }
        read();
    }

    /** Reads on, or not: never more than the other side takes, and no request of whoever does not read its answers. */
    @Override
    public void read() {
        if (upgrade != null && closing) {
            return; // not ours any more
        }
        Channel channel = context().channel();
        boolean room = exchange == null ? channel.isWritable() : exchange.wantsMore();
        channel.config().setAutoRead(closing || (aheadBytes < READ_AHEAD_BYTES && room));
    }

    // ---- the client's connection ----

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.flushBody();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.clientWritable(context.channel().isWritable());
        } else {
            read();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        handlerRemoved(context);
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        closing = true;
        patience.stop();
        HttpProxyExchange running = exchange;
        exchangeOver();
        if (running != null) {
            running.abandon();
        }
        closeKept();
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
    }

    private void closeKept() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Messages.CLIENT_FAILED.log(context.channel().remoteAddress(), cause);
        context.close();
    }
}
