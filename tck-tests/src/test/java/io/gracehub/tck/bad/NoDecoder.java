// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** A message type that nothing decodes. */
@Hub("/chat")
public class NoDecoder {

    @OnMessage
    public void said(Thread message) {}
}
