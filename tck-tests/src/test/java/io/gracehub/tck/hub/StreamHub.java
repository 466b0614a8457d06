// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import java.io.IOException;
import java.io.InputStream;

/** Bytes as streams. */
@Hub("/stream")
public class StreamHub {

    @OnMessage
    public String length(InputStream bytes) throws IOException {
        return "bytes " + bytes.readAllBytes().length;
    }
}
