// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.link.LinkProtocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client's opening handshake as servers get it, kept as bytes for as long as the client stays: without what belongs
 * to one connection between two hosts, without what only the gateway may say, and without an extension. {@code Host}
 * stays as the client has sent it, so that a server's check of {@code Origin} against it holds.
 */
final class HandshakeRequest {

    private static final Set<String> NOT_PASSED = Set.of(
            "transfer-encoding",
            "content-length",
            "expect",
            "http2-settings",
            "sec-websocket-key",
            "sec-websocket-protocol",
            "sec-websocket-extensions");

    private final byte[] head;
    private final String path;

    private HandshakeRequest(byte[] head, String path) {
        this.head = head;
        this.path = path;
    }

    /** What varies from one server to another. */
    record Varying(
            String key,
            @Nullable String protocols,
            @Nullable Vouched vouched) {}

    /** What a linked server knows a connection by. */
    record Vouched(String connection, String token, boolean migrated) {}

    /** Of this request of this client; its headers are changed. */
    static HandshakeRequest of(HttpRequest request, Channel client) {
        HttpHeaders headers = request.headers();
        HttpProxyHeaders.withoutHop(headers);
        HttpProxyHeaders.withoutOurs(headers);
        HttpProxyForwarded.add(headers, client);
        String target = target(request.uri());
        StringBuilder head = new StringBuilder(512);
        head.append("GET ").append(target).append(" HTTP/1.1\r\n");
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!NOT_PASSED.contains(name)) {
                line(head, header.getKey(), header.getValue());
            }
        }
        head.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
        int query = target.indexOf('?');
        return new HandshakeRequest(
                head.toString().getBytes(StandardCharsets.ISO_8859_1), query < 0 ? target : target.substring(0, query));
    }

    /** The path, without the query. */
    String path() {
        return path;
    }

    /** The whole request. */
    ByteBuf encode(ByteBufAllocator allocator, Varying varying) {
        StringBuilder rest = new StringBuilder(256);
        line(rest, "Sec-WebSocket-Key", varying.key());
        if (varying.protocols() != null) {
            line(rest, "Sec-WebSocket-Protocol", varying.protocols());
        }
        Vouched vouched = varying.vouched();
        if (vouched != null) {
            line(rest, LinkProtocol.CONNECTION_HEADER, vouched.connection());
            line(rest, LinkProtocol.LINK_HEADER, vouched.token());
            if (vouched.migrated()) {
                line(rest, LinkProtocol.MIGRATED_HEADER, "true");
            }
        }
        rest.append("\r\n");
        byte[] tail = rest.toString().getBytes(StandardCharsets.ISO_8859_1);
        return allocator.buffer(head.length + tail.length).writeBytes(head).writeBytes(tail);
    }

    /** The subprotocols that the client offers, as one header; null if none. */
    static @Nullable String protocols(HttpRequest request) {
        List<String> offered = request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        return offered.isEmpty() ? null : String.join(", ", offered);
    }

    private static String target(String uri) {
        int scheme = uri.indexOf("://");
        if (uri.startsWith("/") || scheme < 0) {
            return uri;
        }
        int path = uri.indexOf('/', scheme + 3);
        return path < 0 ? "/" : uri.substring(path);
    }

    private static void line(StringBuilder to, String name, String value) {
        to.append(name).append(": ").append(value).append("\r\n");
    }
}
