// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.gateway.frame.Pieces;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** What a server may answer to an opening handshake, and what the client gets of it. */
class HandshakeAnswerFuzzTest {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** The first byte says how it is cut. */
    @FuzzTest
    void answer_cutAnywhere_reachesTheClientAsOne(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
        List<StrictHttp.Message> whole = passed(List.of(stream));
        assertThat(whole).hasSizeLessThan(2);
        assertThat(passed(Pieces.of(stream, bytes[0] & 0xFF))).isEqualTo(whole);
    }

    private static List<StrictHttp.Message> passed(List<byte[]> pieces) {
        Client client = new Client();
        PipedChannel server = new PipedChannel(new HttpResponseDecoder(ServerHandshake.config(512)), client);
        pieces.forEach(server::receive);
        server.end();
        return client.complete ? StrictHttp.answers(client.got.toByteArray(), List.of()) : List.of();
    }

    /** Passes the first answer on, as a handshake does. */
    private static final class Client extends SimpleChannelInboundHandler<HttpObject> {

        private final ByteArrayOutputStream got = new ByteArrayOutputStream();
        private boolean answered;
        private boolean chunked;
        private boolean complete;
        private boolean failed;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
            failed |= part.decoderResult().isFailure();
            if (failed || complete) {
                return;
            }
            if (part instanceof HttpResponse answer) {
                head(ctx, answer);
            }
            if (part instanceof HttpContent content && answered) {
                ByteBuf body = ctx.alloc().buffer();
                HandshakeAnswer.body(body, content, chunked);
                write(body);
                complete = content instanceof LastHttpContent;
            }
        }

        private void head(ChannelHandlerContext ctx, HttpResponse answer) {
            int status = answer.status().code();
            if (status == 101) {
                failed = HandshakeAnswer.wrong(answer, KEY).isPresent();
                if (!failed) {
                    write(HandshakeAnswer.switching(ctx.alloc(), answer, ""));
                    complete = true;
                }
            } else if (status >= 200) {
                answered = true;
                chunked = HttpUtil.isTransferEncodingChunked(answer);
                write(HandshakeAnswer.refusal(ctx.alloc(), answer));
            }
        }

        private void write(ByteBuf bytes) {
            got.writeBytes(ByteBufUtil.getBytes(bytes));
            bytes.release();
        }
    }
}
