// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Two annotations that exclude each other. */
@Hub("/both")
@ServerEndpoint("/both")
public class Both {

    @OnMessage
    public void said(String text) {}
}
