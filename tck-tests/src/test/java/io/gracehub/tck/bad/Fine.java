// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** A hub without fault, for bad configuration. */
@Hub("/fine")
public class Fine {

    @OnMessage
    public String said(String text) {
        return text;
    }
}
