// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The gateway's own answers, and the end of a connection that lets an answer arrive. */
final class FrontAnswers {

    /** What clients are told to wait before they come again. */
    static final String RETRY_AFTER_SECONDS = "1";

    /** A client that still sends would get a reset, and lose the answer: its bytes are read and dropped this long. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private FrontAnswers() {}

    static FullHttpResponse of(HttpResponseStatus status, String why, boolean keepAlive) {
        byte[] text = (status.code() + " " + status.reasonPhrase() + ": " + why + "\n").getBytes(UTF_8);
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(text));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONTENT_LENGTH, text.length);
        if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            answer.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (!keepAlive) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return answer;
    }

    /** A client that does not read the end of an answer is waited for this long. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Ends a connection when a write is done; what still comes must be dropped by the handlers. */
    static void closeAfter(ChannelFuture written) {
        Channel unread = written.channel();
        Future<?> bound = unread.eventLoop().schedule(() -> unread.close(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        unread.closeFuture().addListener(closed -> bound.cancel(false));
        written.addListener((ChannelFutureListener) done -> {
            Channel channel = done.channel();
            if (!done.isSuccess() || channel.pipeline().get(SslHandler.class) != null) {
                channel.close(); // over TLS a close_notify says that it is the end
                return;
            }
            channel.config().setAutoRead(true);
            ((DuplexChannel) channel).shutdownOutput();
            channel.eventLoop().schedule(() -> channel.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    /** Cuts a connection, so that nobody takes what has come for the whole. */
    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }
}
