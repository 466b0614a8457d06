// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import jakarta.inject.Inject;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;

/** Reads and writes a point as text; counts itself by an injected bean. */
public class PointText implements Decoder.Text<Point>, Encoder.Text<Point> {

    @Inject
    Greeter greeter;

    @Override
    public void init(EndpointConfig config) {}

    @Override
    public void destroy() {}

    @Override
    public boolean willDecode(String text) {
        return true;
    }

    @Override
    public Point decode(String text) throws DecodeException {
        try {
            return Point.parse(text);
        } catch (RuntimeException e) {
            throw new DecodeException(text, "secret detail", e);
        }
    }

    @Override
    public String encode(Point point) {
        return greeter.greet(point.line());
    }
}
