// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;

/** Two callbacks for one event. */
@Hub("/chat")
public class TwoOpens {

    @OnOpen
    public void one(Session session) {}

    @OnOpen
    public void two(Session session) {}
}
