// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The payload of a Close frame, gathered while it is scanned. */
final class CloseBody {

    private final byte[] bytes;
    private int length;

    CloseBody(int length) {
        bytes = new byte[length];
    }

    /** Adds some of it; an unmasked frame has the mask 0. */
    void add(ByteBuffer in, int count, int mask) {
        for (int i = 0; i < count; i++) {
            int key = mask >>> (24 - 8 * (length & 3));
            bytes[length++] = (byte) (in.get() ^ key);
        }
    }

    /** A status code has two bytes, if there is one. */
    boolean valid() {
        return bytes.length != 1;
    }

    CloseStatus status() {
        if (bytes.length < 2) {
            return new CloseStatus(CloseStatus.NONE, "");
        }
        int code = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        return new CloseStatus(code, new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_8));
    }
}
