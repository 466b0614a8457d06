// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.hub;

import io.gracehub.Hub;
import io.gracehub.HubContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;

/** Tells its clients to leave when the server stops. */
@Hub("/leaving")
public class LeavingHub {

    @Inject
    HubContext<LeavingHub> hub;

    @OnMessage
    String received(String text) {
        return text;
    }

    void farewell(@Observes Shutdown event) {
        hub.clients().send("exit");
    }
}
