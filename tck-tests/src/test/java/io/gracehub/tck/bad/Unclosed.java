// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** A template that does not end. */
@Hub("/chat/{room")
public class Unclosed {

    @OnMessage
    public void said(String text) {}
}
