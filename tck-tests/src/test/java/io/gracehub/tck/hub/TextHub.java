// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;

/** Whole texts, answered by a return value. */
@Hub("/text")
public class TextHub {

    @OnMessage
    public String said(String text, Session session) {
        return text.isEmpty() ? null : "text " + text;
    }
}
