// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** A path with a percent-encoding. */
@Hub("/a%20b")
public class Encoded {

    @OnMessage
    public void said(String text) {}
}
