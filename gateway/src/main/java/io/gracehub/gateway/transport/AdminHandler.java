// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gracehub.gateway.admin.Page;
import io.gracehub.gateway.admin.Pages;
import io.gracehub.gateway.admin.Request;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.CompletableFuture;

/** One connection to the admin port. The next request is read when the answer before has gone: nobody makes it pile up. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    /** The page loads what this port has and nothing else, runs no script in its markup, and is in nobody's frame. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Pages pages;

    AdminHandler(Pages pages) {
        this.pages = pages;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        boolean keepAlive =
                HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        String target = request.uri();
        ctx.channel().config().setAutoRead(false);
        page(request)
                .exceptionally(failure -> failed(failure, target))
                .thenAcceptAsync(page -> answer(ctx, page, keepAlive), ctx.executor());
    }

    private static void answer(ChannelHandlerContext ctx, Page page, boolean keepAlive) {
        byte[] body = page.body().getBytes(UTF_8);
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(page.status()), Unpooled.wrappedBuffer(body));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, page.contentType())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .set("Referrer-Policy", "no-referrer")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        page.headers().forEach((name, value) -> answer.headers().set(name, value));
        var written = ctx.writeAndFlush(answer);
        if (keepAlive) {
            written.addListener(gone -> ctx.channel().config().setAutoRead(true));
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private CompletableFuture<Page> page(FullHttpRequest request) {
        HttpHeaders headers = request.headers();
        if (request.decoderResult().isFailure()
                || headers.getAll(HttpHeaderNames.HOST).size() > 1) {
            return CompletableFuture.completedFuture(
                    new Page(400, "text/plain; charset=utf-8", "Not a well-formed request\n"));
        }
        try {
            return pages.answer(new Request(
                    request.method().name(),
                    request.uri(),
                    headers.get(HttpHeaderNames.AUTHORIZATION),
                    headers.get(HttpHeaderNames.HOST)));
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static Page failed(Throwable failure, String target) {
        Messages.ADMIN_FAILED.logWith(failure, target);
        return new Page(500, "text/plain; charset=utf-8", "The page could not be made; the log says why\n");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
