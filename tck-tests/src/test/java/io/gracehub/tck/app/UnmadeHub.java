// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** Cannot be made; CDI's client proxy, which is of a subclass, can. */
@Hub("/unmade")
public class UnmadeHub {

    public UnmadeHub() {
        if (getClass() == UnmadeHub.class) {
            throw new IllegalStateException("secret detail");
        }
    }

    @OnMessage
    public String said(String text) {
        return "fine";
    }
}
