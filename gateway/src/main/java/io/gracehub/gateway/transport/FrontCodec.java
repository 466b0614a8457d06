// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * HTTP towards clients, stricter than the network library's own codec: what two parsers may read in two ways (a length
 * and a transfer coding, a header folded over lines) is marked as failed, not mended.
 */
final class FrontCodec extends CombinedChannelDuplexHandler<FrontCodec.RequestDecoder, FrontCodec.ResponseEncoder> {

    FrontCodec(int maxHeader) {
        Queue<HttpMethod> methods = new ArrayDeque<>();
        init(new RequestDecoder(config(maxHeader), methods), new ResponseEncoder(methods));
    }

    static HttpDecoderConfig config(int maxHeader) {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(maxHeader)
                .setMaxHeaderSize(maxHeader)
                .setMaxChunkSize(64 * 1024)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true);
    }

    /** Decodes requests. */
    static final class RequestDecoder extends HttpRequestDecoder {

        private final Queue<HttpMethod> methods;
        private boolean inHead = true;
        private boolean lineEnded;
        private boolean folded;

        RequestDecoder(HttpDecoderConfig config, Queue<HttpMethod> methods) {
            super(config);
            this.methods = methods;
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
            int from = buffer.readerIndex();
            int known = out.size();
            super.decode(ctx, buffer, out);
            if (inHead) {
                lookForFolds(buffer, from, buffer.readerIndex());
            }
            for (int i = known; i < out.size(); i++) {
                decoded(out.get(i));
            }
        }

        /** The superclass joins folded lines silently; it reads whole lines, and a head never together with a body. */
        private void lookForFolds(ByteBuf buffer, int from, int to) {
            for (int i = from; i < to; i++) {
                byte next = buffer.getByte(i);
                folded |= lineEnded && (next == ' ' || next == '\t');
                lineEnded = next == '\n';
            }
        }

        private void decoded(Object message) {
            if (message instanceof HttpRequest request) {
                inHead = false;
                methods.add(request.method());
                if (folded) {
                    request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("folded header")));
                }
            }
            if (message instanceof LastHttpContent) {
                inHead = true;
                lineEnded = false;
                folded = false;
            }
        }

        @Override
        protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
            throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
        }
    }

    /** Encodes answers: one to HEAD has no body, whatever its headers say. */
    static final class ResponseEncoder extends HttpResponseEncoder {

        private final Queue<HttpMethod> methods;

        ResponseEncoder(Queue<HttpMethod> methods) {
            this.methods = methods;
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpResponse answer) {
            if (answer.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                return super.isContentAlwaysEmpty(answer);
            }
            return HttpMethod.HEAD.equals(methods.poll()) || super.isContentAlwaysEmpty(answer);
        }
    }
}
