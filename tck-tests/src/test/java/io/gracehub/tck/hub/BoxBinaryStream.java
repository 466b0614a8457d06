// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads and writes a box as a stream of bytes. */
public class BoxBinaryStream implements Decoder.BinaryStream<Box>, Encoder.BinaryStream<Box> {

    @Override
    public void init(EndpointConfig config) {}

    @Override
    public void destroy() {}

    @Override
    public Box decode(InputStream bytes) throws IOException {
        return new Box(bytes.readAllBytes().length);
    }

    @Override
    public void encode(Box box, OutputStream bytes) throws IOException {
        bytes.write(new byte[box.size()]);
    }
}
