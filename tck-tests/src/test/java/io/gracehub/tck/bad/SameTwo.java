// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** The other of two hubs on one path. */
@Hub("/same/{b}")
public class SameTwo {

    @OnMessage
    public void said(String text) {}
}
