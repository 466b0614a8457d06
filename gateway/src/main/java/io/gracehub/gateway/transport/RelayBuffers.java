// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** A buffer's readable bytes as the scanner sees them. */
final class RelayBuffers {

    private RelayBuffers() {}

    /** A view that is valid until the next call for this buffer; only buffers of several parts are copied. */
    static ByteBuffer view(ByteBuf buffer) {
        int from = buffer.readerIndex();
        int length = buffer.readableBytes();
        return buffer.nioBufferCount() == 1 ? buffer.internalNioBuffer(from, length) : buffer.nioBuffer(from, length);
    }
}
