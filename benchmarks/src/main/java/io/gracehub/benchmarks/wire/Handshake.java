// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.wire;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The texts of the opening handshake (RFC 6455, section 4). */
final class Handshake {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ACCEPT = accept(KEY);

    private Handshake() {}

    static String request(URI address) {
        return "GET " + address.getRawPath() + " HTTP/1.1\r\nHost: " + address.getRawAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY + "\r\n\r\n";
    }

    /** Whether an answer takes {@link #request}. */
    static boolean isAccepted(String answer) {
        return answer.startsWith("HTTP/1.1 101 ")
                && header(answer, "Sec-WebSocket-Accept").equals(ACCEPT);
    }

    static String accepted(String request) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + accept(header(request, "Sec-WebSocket-Key")) + "\r\n\r\n";
    }

    static String path(String request) {
        String[] line = request.lines().findFirst().orElse("").split(" ", -1);
        return line.length < 2 ? "" : line[1];
    }

    /** Returns a header's value, empty if there is none. */
    static String header(String head, String name) {
        String begin = name + ":";
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, begin, 0, begin.length()))
                .map(line -> line.substring(begin.length()).strip())
                .findFirst()
                .orElse("");
    }

    private static String accept(String key) {
        try {
            byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
