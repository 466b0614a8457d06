// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import io.gracehub.callback.MessageCallback;
import java.nio.ByteBuffer;

/**
 * Counts the bytes of a message against its callback's {@code maxMessageSize}. Containers take that for the size of a
 * buffer, which some count in characters, and none applies to messages that come in parts.
 */
final class MessageLimit {

    private long bytes;

    /** Whether the message is too big with this part of it. Called in the connection's turn. */
    boolean exceeded(MessageCallback callback, Object part, boolean last) {
        if (callback.maxMessageSize() < 0) {
            return false;
        }
        bytes += size(part);
        boolean exceeded = bytes > callback.maxMessageSize();
        if (last) {
            bytes = 0;
        }
        return exceeded;
    }

    private static long size(Object part) {
        if (part instanceof ByteBuffer buffer) {
            return buffer.remaining();
        }
        return part instanceof String text ? utf8(text) : 0;
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
