// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** Two callbacks for text. */
@Hub("/chat")
public class TwoTexts {

    @OnMessage
    public void one(String text) {}

    @OnMessage
    public void two(String text) {}
}
