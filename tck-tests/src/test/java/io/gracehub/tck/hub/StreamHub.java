// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;

/** Bytes as streams. */
@Hub("/stream")
public class StreamHub {

    /** For containers that buffer what they give as a stream. */
    @OnOpen
    public void buffer(Session session) {
        session.setMaxBinaryMessageBufferSize(65_536);
    }

    @OnMessage
    public String length(InputStream bytes) throws IOException {
        return "bytes " + bytes.readAllBytes().length;
    }
}
