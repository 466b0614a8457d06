// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import io.gracehub.callback.MessageCallback;
import java.nio.ByteBuffer;

/**
 * Holds a whole message against its callback's {@code maxMessageSize}, in bytes: containers take that for the size of a
 * buffer, which some count in characters.
 */
final class MessageLimit {

    private MessageLimit() {}

    static boolean exceeded(MessageCallback callback, Object message) {
        long limit = callback.maxMessageSize();
        return limit >= 0 && size(message) > limit;
    }

    private static long size(Object message) {
        if (message instanceof ByteBuffer buffer) {
            return buffer.remaining();
        }
        return message instanceof String text ? utf8(text) : 0;
    }

    private static long utf8(String text) {
        long size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // a surrogate pair takes four bytes for two chars
                size += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return size;
    }
}
