// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Optional;

/** Whether a client's opening handshake is one (RFC 6455, section 4.2.1). */
final class HandshakeCheck {

    private static final String VERSION = "13";

    private HandshakeCheck() {}

    /** Whether this request asks for a WebSocket at all. */
    static boolean wanted(HttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
    }

    /** What is wrong with it, if anything is. */
    static Optional<HandshakeRefusal> refusal(HttpRequest request) {
        HttpHeaders headers = request.headers();
        Optional<String> wrong = malformed(request);
        if (wrong.isPresent()) {
            return wrong.map(HandshakeRefusal::badRequest);
        }
        List<String> versions = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION);
        if (versions.size() != 1 || !versions.get(0).trim().equals(VERSION)) {
            return Optional.of(HandshakeRefusal.UPGRADE_REQUIRED);
        }
        List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (keys.size() != 1 || !HandshakeKeys.valid(keys.get(0).trim())) {
            return Optional.of(HandshakeRefusal.badRequest("Sec-WebSocket-Key must be 16 bytes in base64, once"));
        }
        return Optional.empty();
    }

    private static Optional<String> malformed(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (request.decoderResult().isFailure()) {
            return Optional.of("malformed request");
        } else if (!request.method().equals(HttpMethod.GET)) {
            return Optional.of("a WebSocket is opened with GET");
        } else if (request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0) {
            return Optional.of("a WebSocket is opened with HTTP/1.1");
        } else if (!printable(request.uri())) {
            return Optional.of("malformed request target");
        } else if (headers.getAll(HttpHeaderNames.HOST).size() != 1) {
            return Optional.of("there must be one Host header");
        } else if (!wanted(request) || !headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)) {
            return Optional.of("Upgrade: websocket and Connection: Upgrade are needed");
        } else if (HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) != 0) {
            return Optional.of("the request that opens a WebSocket has no body");
        }
        return Optional.empty();
    }

    private static boolean printable(String uri) {
        return !uri.isEmpty() && uri.chars().allMatch(c -> c > ' ' && c != 0x7F);
    }
}
