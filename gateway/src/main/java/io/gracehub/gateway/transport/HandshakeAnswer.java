// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A server's answer to an opening handshake, as the client gets it. */
final class HandshakeAnswer {

    private static final Set<String> NOT_PASSED = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "transfer-encoding",
            "trailer",
            "te",
            "sec-websocket-extensions");

    private HandshakeAnswer() {}

    /** What is wrong with a 101, if anything is. */
    static Optional<String> wrong(HttpResponse answer, String key) {
        if (!answer.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
                || !answer.headers().containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)) {
            return Optional.of("its 101 does not upgrade to websocket");
        }
        String accept = answer.headers().get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, "");
        if (!accept.trim().equals(HandshakeKeys.accept(key))) {
            return Optional.of("its Sec-WebSocket-Accept does not fit the key");
        }
        String extensions = answer.headers().get(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, "");
        if (!extensions.isBlank()) {
            return Optional.of("it has chosen an extension that it was not offered: " + extensions);
        }
        return Optional.empty();
    }

    /** A 101; the extension line, with its line end, may be empty. */
    static ByteBuf switching(ByteBufAllocator allocator, HttpResponse answer, String extension) {
        StringBuilder head = head(answer);
        return encode(allocator, head.append("Connection: Upgrade\r\n").append(extension));
    }

    /** The head of another answer; its body is chunked again, if it was. */
    static ByteBuf refusal(ByteBufAllocator allocator, HttpResponse answer) {
        StringBuilder head = head(answer);
        if (HttpUtil.isTransferEncodingChunked(answer)) {
            head.append("Transfer-Encoding: chunked\r\n");
        }
        boolean upgrade = answer.status().equals(HttpResponseStatus.UPGRADE_REQUIRED);
        return encode(allocator, head.append(upgrade ? "Connection: Upgrade, close\r\n" : "Connection: close\r\n"));
    }

    /** A part of that body. */
    static void body(ByteBuf to, HttpContent part, boolean chunked) {
        ByteBuf content = part.content();
        if (!chunked) {
            to.writeBytes(content);
            return;
        }
        if (content.isReadable()) {
            ascii(to, Integer.toHexString(content.readableBytes()) + "\r\n");
            to.writeBytes(content);
            ascii(to, "\r\n");
        }
        if (part instanceof LastHttpContent) {
            ascii(to, "0\r\n\r\n");
        }
    }

    private static void ascii(ByteBuf to, String text) {
        to.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    private static StringBuilder head(HttpResponse answer) {
        StringBuilder head = new StringBuilder(512);
        head.append("HTTP/1.1 ").append(answer.status()).append("\r\n");
        for (Map.Entry<String, String> header : answer.headers()) {
            if (!NOT_PASSED.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n");
            }
        }
        return head;
    }

    private static ByteBuf encode(ByteBufAllocator allocator, StringBuilder head) {
        byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return allocator.buffer(bytes.length).writeBytes(bytes);
    }
}
