// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** A return type that nothing encodes. */
@Hub("/chat")
public class NoEncoder {

    @OnMessage
    public Thread said(String message) {
        return Thread.currentThread();
    }
}
