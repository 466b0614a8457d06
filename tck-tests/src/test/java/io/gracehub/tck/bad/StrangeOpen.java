// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;

/** A parameter that an event does not have. */
@Hub("/chat")
public class StrangeOpen {

    @OnOpen
    public void opened(Session session, CloseReason reason) {}
}
