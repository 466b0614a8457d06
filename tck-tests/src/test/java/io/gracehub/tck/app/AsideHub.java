// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.websocket.OnMessage;

/** A hub beside the chat, with settings of its own. */
@Hub("/aside")
public class AsideHub {

    @OnMessage
    public String said(String text) {
        return "echo " + text;
    }

    void hook(@Observes Shutdown event) {
        Trace.write("hook aside");
    }
}
