// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import java.nio.ByteBuffer;

/** Buffers of bytes. */
@Hub("/buffer")
public class BufferHub {

    @OnMessage
    public ByteBuffer same(ByteBuffer bytes) {
        return bytes;
    }
}
