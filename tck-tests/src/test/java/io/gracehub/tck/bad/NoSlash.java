// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** A path without its slash. */
@Hub("chat")
public class NoSlash {

    @OnMessage
    public void said(String text) {}
}
