// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.IOException;

/** Objects by whole messages. */
@Hub(
        value = "/codec",
        decoders = {PointText.class, BoxBinary.class},
        encoders = {PointText.class, BoxBinary.class})
public class CodecHub {

    @OnMessage
    public Point mirrored(Point point) {
        return new Point(point.y(), point.x());
    }

    @OnMessage
    public Box larger(Box box) {
        return new Box(box.size() + 1);
    }

    @OnError
    public void failed(Session session, Throwable failure) throws IOException {
        session.getBasicRemote().sendText("failed " + failure.getClass().getSimpleName());
    }
}
