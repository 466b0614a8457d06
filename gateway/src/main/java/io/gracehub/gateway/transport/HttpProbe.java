// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.server.Probe;
import io.gracehub.gateway.server.ServerAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks a server's readiness over a connection of its own, on the control loop. */
final class HttpProbe implements Probe {

    private static final String PATH = "/health/ready";

    private final ServerDialer dialer;
    private final Loops loops;
    private final Duration bound;

    /** @param bound for the whole: connect, TLS, and the head of the answer */
    HttpProbe(ServerDialer dialer, Loops loops, Duration bound) {
        this.dialer = dialer;
        this.loops = loops;
        this.bound = bound;
    }

    @Override
    public void ask(ServerAddress server, Consumer<Answer> answer) {
        Asking asking = new Asking(server, answer);
        ChannelFuture connecting = dialer.connect(server, loops.controlEventLoop(), new HttpClientCodec(), asking);
        Channel channel = connecting.channel();
        connecting.addListener((ChannelFutureListener) done -> {
            if (!done.isSuccess()) {
                asking.tell(Answer.UNREACHABLE);
            }
        });
        channel.closeFuture().addListener(gone -> asking.tell(Answer.UNREACHABLE));
        var timer = channel.eventLoop().schedule(() -> channel.close(), bound.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(gone -> timer.cancel(false));
    }

    /** One question; told once. */
    private static final class Asking extends SimpleChannelInboundHandler<HttpObject> {

        private final ServerAddress server;
        private final Consumer<Answer> answer;
        private boolean told;

        Asking(ServerAddress server, Consumer<Answer> answer) {
            this.server = server;
            this.answer = answer;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            FullHttpRequest question = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, PATH);
            question.headers()
                    .set(HttpHeaderNames.HOST, server.authority())
                    .set(HttpHeaderNames.USER_AGENT, "gracehub-gateway")
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            ctx.writeAndFlush(question);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
            if (part.decoderResult().isFailure()) {
                tell(Answer.NOT_READY);
                ctx.close();
            } else if (part instanceof HttpResponse head
                    && head.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
                boolean ready = head.status().codeClass() == HttpStatusClass.SUCCESS
                        || head.status().code() == 404;
                tell(ready ? Answer.READY : Answer.NOT_READY);
                ctx.close();
            }
        }

        void tell(Answer given) {
            if (!told) {
                told = true;
                answer.accept(given);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                ctx.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
