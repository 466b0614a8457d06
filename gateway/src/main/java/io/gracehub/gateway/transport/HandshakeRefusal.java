// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * An answer of the gateway's own to a handshake; the connection ends with it.
 *
 * @param status the status
 * @param headers further header lines, each with its line end
 * @param text for people
 */
record HandshakeRefusal(HttpResponseStatus status, String headers, String text) {

    /** Another version of the protocol than 13. */
    static final HandshakeRefusal UPGRADE_REQUIRED = new HandshakeRefusal(
            HttpResponseStatus.UPGRADE_REQUIRED,
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n",
            "Sec-WebSocket-Version must be 13");

    /** No server has such a context root. */
    static final HandshakeRefusal UNKNOWN =
            new HandshakeRefusal(HttpResponseStatus.NOT_FOUND, "", "no application is there");

    /** No server is ready, or none has taken it. */
    static final HandshakeRefusal UNAVAILABLE =
            new HandshakeRefusal(HttpResponseStatus.SERVICE_UNAVAILABLE, "Retry-After: 1\r\n", "no server is ready");

    static HandshakeRefusal badRequest(String text) {
        return new HandshakeRefusal(HttpResponseStatus.BAD_REQUEST, "", text);
    }

    ByteBuf encode(ByteBufAllocator allocator) {
        String connection = headers.startsWith("Upgrade:") ? "Upgrade, close" : "close";
        String answer = "HTTP/1.1 " + status + "\r\n" + headers + "Connection: " + connection
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + (text.length() + 1) + "\r\n\r\n"
                + text + "\n";
        return allocator.buffer(answer.length()).writeBytes(answer.getBytes(StandardCharsets.US_ASCII));
    }
}
