// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** Objects by streams. */
@Hub(
        value = "/codec-stream",
        decoders = {PointTextStream.class, BoxBinaryStream.class},
        encoders = {PointTextStream.class, BoxBinaryStream.class})
public class CodecStreamHub {

    @OnMessage
    public Point mirrored(Point point) {
        return new Point(point.y(), point.x());
    }

    @OnMessage
    public Box larger(Box box) {
        return new Box(box.size() + 1);
    }
}
