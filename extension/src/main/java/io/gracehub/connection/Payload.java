// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import java.nio.ByteBuffer;

/** Binary payloads are copied when they are handed over: the caller may use its array again at once. */
final class Payload {

    private Payload() {}

    /** Returns a value that the caller cannot change any more, as far as bytes go; other objects as they are. */
    static Object snapshot(Object message) {
        if (message instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes.clone());
        }
        if (message instanceof ByteBuffer buffer) {
            return copy(buffer);
        }
        return message;
    }

    static ByteBuffer copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
