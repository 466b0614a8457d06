// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A plain endpoint whose deployment can be counted. */
@ServerEndpoint("/echo")
public class MarkedEcho {

    @OnMessage
    public String said(String text) {
        return text + Marker.KEPT_BY_ITS_CLASS.getClass().getSimpleName();
    }
}
