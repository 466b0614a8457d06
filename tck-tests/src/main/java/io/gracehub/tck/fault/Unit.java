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
    private static final int OPCODE = 0x0F;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;

    /** What it is. */
    public enum Kind {
        HEAD,
        FRAME,
        OTHER
    }

    /** Returns the text of a head, or of a frame, unmasked. */
    public String text() {
        byte[] plain = unmasked();
        return new String(plain, payload, plain.length - payload, StandardCharsets.UTF_8);
    }

    /** How long a frame's header is, or a head's first line; 0 for others. */
    int header() {
        return kind == Kind.HEAD ? text().indexOf("\r\n") : payload;
    }

    private byte[] unmasked() {
        byte[] plain = bytes.clone();
        if (kind == Kind.FRAME && (bytes[1] & MASKED) != 0) {
            for (int i = payload; i < plain.length; i++) {
                plain[i] = (byte) (bytes[i] ^ bytes[payload - MASK + (i - payload) % MASK]);
            }
        }
        return plain;
    }

    /** Whether it is a frame of a message: text, binary, or what continues them. */
    public boolean isMessage() {
        return kind == Kind.FRAME && (bytes[0] & OPCODE) <= BINARY;
    }

    /** Whether it is a Close frame with this code. */
    public boolean isClose(int code) {
        if (kind != Kind.FRAME || (bytes[0] & OPCODE) != CLOSE || bytes.length < payload + 2) {
            return false;
        }
        byte[] plain = unmasked();
        return ((plain[payload] & 0xFF) << 8 | (plain[payload + 1] & 0xFF)) == code;
    }

    /** Whether it asks for a link. */
    boolean opensLink() {
        return kind == Kind.HEAD && text().lines().findFirst().orElse("").contains("/gracehub/link ");
    }

    /** Whether it is a message of a link, of a type such as {@code leave}. */
    public boolean isLinkMessage(String type) {
        return kind == Kind.FRAME && text().startsWith("{\"type\":\"" + type + "\"");
    }
}
