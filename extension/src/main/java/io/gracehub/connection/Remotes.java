// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The arguments that the specification refuses (Javadoc of {@code RemoteEndpoint}). */
final class Remotes {

    /** RFC 6455, section 5.5. */
    private static final int MAX_CONTROL_BYTES = 125;

    private Remotes() {}

    static <T> T notNull(@Nullable T data) {
        if (data == null) {
            throw new IllegalArgumentException("the data to send must not be null");
        }
        return data;
    }

    static ByteBuffer control(@Nullable ByteBuffer data) {
        ByteBuffer payload = data == null ? ByteBuffer.allocate(0) : data;
        if (payload.remaining() > MAX_CONTROL_BYTES) {
            throw new IllegalArgumentException(
                    "a ping or pong carries at most " + MAX_CONTROL_BYTES + " bytes, not " + payload.remaining());
        }
        return Payload.copy(payload);
    }
}
