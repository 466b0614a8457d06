// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.server.ServerAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to open a WebSocket to a server, on the loop of its client.
 *
 * <pre>
 *   CONNECTING --TCP, TLS--&gt; CONNECTED --send--&gt; ASKED --101, checked--&gt; ACCEPTED --take--&gt; ENDED (a RelayServer has it)
 *       |                        |                 +--other status--&gt; REFUSED --body's end--&gt; ENDED
 *       +------------------------+-----------------+-- failed, overdue, abandoned --&gt; ENDED
 * </pre>
 *
 * CONNECTING and ASKED are bounded by the handshake timeout, REFUSED by the same for each part of the body; CONNECTED by
 * whoever has dialled.
 */
final class ServerHandshake extends ChannelInboundHandlerAdapter {

    /** What becomes of it. After failed, or the last part of a refusal, nothing follows. */
    interface Events {

        void connected();

        /** The right 101 has come; now {@link #take}. */
        void accepted(HttpResponse answer);

        /** Another answer has come; its body follows. */
        void refused(HttpResponse answer);

        /** A part of the body; whoever gets it releases it. */
        void body(HttpContent part);

        /** It has come to nothing; the text says why, for people. */
        void failed(String why);
    }

    private enum State {
        CONNECTING,
        CONNECTED,
        ASKED,
        ACCEPTED,
        REFUSED,
        ENDED
    }

    private final RelayContext context;
    private final ServerAddress server;
    private final Events events;
    private final HttpResponseDecoder decoder;
    private final RelayTimer timer = new RelayTimer();
    private State state = State.CONNECTING;
    private @Nullable Channel channel;
    private String key = "";

    ServerHandshake(RelayContext context, ServerAddress server, Events events) {
        this.context = context;
        this.server = server;
        this.events = events;
        this.decoder = new HttpResponseDecoder(config(context.bounds().maxHeader()));
    }

    static HttpDecoderConfig config(int maxHeader) {
        return new HttpDecoderConfig().setMaxInitialLineLength(maxHeader).setMaxHeaderSize(maxHeader);
    }

    /** Connects; the events come later, on this loop. */
    void connect(EventLoop loop) {
        ChannelFuture connecting = context.dialer().connect(server, loop, decoder, this);
        channel = connecting.channel();
        startTimer("no connection in time");
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                fail("cannot connect: " + why(done.cause()));
            } else if (server.tls()) {
                secure(connecting.channel());
            } else {
                connected();
            }
        });
    }

    private void secure(Channel connected) {
        connected.pipeline().get(SslHandler.class).handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                connected();
            } else {
                fail("TLS: " + why(done.cause()));
            }
        });
    }

    private void connected() {
        if (state == State.CONNECTING) {
            timer.cancel();
            state = State.CONNECTED;
            events.connected();
        }
    }

    /** Sends the request; the answer must fit this key. */
    void send(ByteBuf request, String key) {
        if (state != State.CONNECTED) {
            request.release();
            return;
        }
        this.key = key;
        state = State.ASKED;
        startTimer("no answer in time");
        present().writeAndFlush(request);
    }

    /** Puts the session in this handler's place, once it is accepted. */
    void take(RelayServer session) {
        state = State.ENDED;
        Channel accepted = present();
        accepted.config().setAutoRead(false);
        accepted.pipeline().replace(this, null, session);
        accepted.pipeline().remove(decoder);
    }

    /** Stops or goes on reading the body of a refusal. */
    void reading(boolean on) {
        present().config().setAutoRead(on);
    }

    /** Gives it up; nothing is told any more. */
    void abandon() {
        end();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpResponse answer && state == State.ASKED) {
            answered(answer);
        }
        if (message instanceof HttpContent part && state == State.REFUSED) {
            body(part);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void answered(HttpResponse answer) {
        int status = answer.status().code();
        if (answer.decoderResult().isFailure()) {
            fail("malformed answer");
        } else if (status == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            timer.cancel();
            Optional<String> wrong = HandshakeAnswer.wrong(answer, key);
            if (wrong.isPresent()) {
                fail(wrong.get());
            } else {
                state = State.ACCEPTED;
                events.accepted(answer);
            }
        } else if (status >= 200) {
            startTimer("answer not complete in time");
            state = State.REFUSED;
            events.refused(answer);
        }
    }

    private void body(HttpContent part) {
        if (part.decoderResult().isFailure()) {
            part.release();
            fail("malformed answer");
            return;
        }
        startTimer("answer not complete in time");
        boolean last = part instanceof LastHttpContent;
        if (last) {
            end();
        }
        events.body(part);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            fail("it has closed the connection");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail("it has closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(why(cause));
    }

    private void startTimer(String overdue) {
        timer.start(present().eventLoop(), context.bounds().handshake(), () -> fail(overdue));
    }

    private void fail(String why) {
        if (state != State.ENDED) {
            end();
            events.failed(why);
        }
    }

    private void end() {
        if (state != State.ENDED) {
            state = State.ENDED;
            timer.cancel();
            if (channel != null) {
                channel.close();
            }
        }
    }

    private Channel present() {
        if (channel == null) {
            throw new IllegalStateException("not yet connecting");
        }
        return channel;
    }

    static String why(@Nullable Throwable cause) {
        if (cause == null) {
            return "unknown";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
