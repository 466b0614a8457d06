// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** Throws and has no method to be told. */
@Hub("/untold")
public class UntoldErrorHub {

    @OnMessage
    public String said(String text) {
        if (text.equals("throw")) {
            throw new IllegalStateException("secret detail");
        }
        return "fine";
    }
}
