// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** A hub whose deployment can be counted. */
@Hub("/echo")
public class MarkedHub {

    @OnMessage
    public String said(String text) {
        return text + Marker.KEPT_BY_ITS_CLASS.getClass().getSimpleName();
    }
}
