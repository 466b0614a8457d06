// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** A bound on the size of messages. */
@Hub("/limited")
public class LimitedHub {

    @OnMessage(maxMessageSize = 10)
    public String said(String text) {
        return "got " + text;
    }
}
