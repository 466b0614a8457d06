// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import jakarta.websocket.PongMessage;
import java.nio.charset.StandardCharsets;

/** Bytes and Pong frames. */
@Hub("/bytes")
public class BytesHub {

    @OnMessage
    public byte[] reversed(byte[] bytes) {
        byte[] answer = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            answer[i] = bytes[bytes.length - 1 - i];
        }
        return answer;
    }

    @OnMessage
    public String pong(PongMessage pong) {
        return "pong " + StandardCharsets.UTF_8.decode(pong.getApplicationData());
    }
}
