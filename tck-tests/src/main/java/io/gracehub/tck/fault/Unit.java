// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.fault;

import java.nio.charset.StandardCharsets;

/**
 * What a proxy passes on in one piece: the head of a handshake, a frame, or bytes that are neither.
 *
 * @param kind which of them
 * @param bytes as they came
 * @param payload where the payload begins in a frame; 0 for others
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Unit(Kind kind, byte[] bytes, int payload) {

    private static final int MASKED = 0x80;
    private static final int MASK = 4;

    /** What it is. */
    public enum Kind {
        HEAD,
        FRAME,
        OTHER
    }

    /** Returns the text of a head, or of a frame, unmasked. */
    public String text() {
        byte[] plain = bytes.clone();
        if (kind == Kind.FRAME && (bytes[1] & MASKED) != 0) {
            for (int i = payload; i < plain.length; i++) {
                plain[i] = (byte) (bytes[i] ^ bytes[payload - MASK + (i - payload) % MASK]);
            }
        }
        return new String(plain, payload, plain.length - payload, StandardCharsets.UTF_8);
    }

    /** Whether it is a message of a link, of a type such as {@code leave}. */
    public boolean isLinkMessage(String type) {
        return kind == Kind.FRAME && text().startsWith("{\"type\":\"" + type + "\"");
    }
}
