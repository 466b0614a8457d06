// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** One of two hubs on one path. */
@Hub("/same/{a}")
public class SameOne {

    @OnMessage
    public void said(String text) {}
}
