// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import io.gracehub.HubContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;

/** Its hook sends a lot and returns at once. */
@Hub("/chat")
public class FloodHub {

    public static final int MESSAGES = 500;

    @Inject
    HubContext<FloodHub> hub;

    void flood(@Observes Shutdown event) {
        for (int i = 0; i < MESSAGES; i++) {
            hub.clients().send("flood " + i);
        }
    }
}
