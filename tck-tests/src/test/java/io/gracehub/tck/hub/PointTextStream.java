// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;

/** Reads and writes a point as a stream of text. */
public class PointTextStream implements Decoder.TextStream<Point>, Encoder.TextStream<Point> {

    @Override
    public void init(EndpointConfig config) {}

    @Override
    public void destroy() {}

    @Override
    public Point decode(Reader reader) throws IOException {
        return Point.parse(new BufferedReader(reader).readLine());
    }

    @Override
    public void encode(Point point, Writer writer) throws IOException {
        writer.write("stream ");
        writer.write(point.line());
    }
}
