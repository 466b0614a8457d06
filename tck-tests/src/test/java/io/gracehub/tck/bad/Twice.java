// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** A template with a variable twice. */
@Hub("/{room}/{room}")
public class Twice {

    @OnMessage
    public void said(String text) {}
}
