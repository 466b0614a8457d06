// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.enterprise.context.Dependent;
import jakarta.websocket.OnMessage;
import java.nio.ByteBuffer;

/** Parts as buffers. */
@Dependent
@Hub("/buffer-parts")
public class BufferPartsHub {

    private int bytes;

    @OnMessage
    public String binary(ByteBuffer part, boolean last) {
        bytes += part.remaining();
        return last ? "bytes " + bytes : null;
    }
}
