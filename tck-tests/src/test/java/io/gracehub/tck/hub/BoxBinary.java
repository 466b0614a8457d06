// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.nio.ByteBuffer;

/** Reads and writes a box as bytes. */
public class BoxBinary implements Decoder.Binary<Box>, Encoder.Binary<Box> {

    @Override
    public void init(EndpointConfig config) {}

    @Override
    public void destroy() {}

    @Override
    public boolean willDecode(ByteBuffer bytes) {
        return true;
    }

    @Override
    public Box decode(ByteBuffer bytes) {
        return new Box(bytes.remaining());
    }

    @Override
    public ByteBuffer encode(Box box) {
        return ByteBuffer.wrap(new byte[box.size()]);
    }
}
