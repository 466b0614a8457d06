// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.websocket.OnMessage;

/** Uses a bean of the container whose scope is the request; it has none of its own. */
@Hub("/context-path")
public class ContextPathHub {

    @Inject
    ServletContext context;

    @OnMessage
    public String said(String text) {
        return text + " " + context.getContextPath();
    }
}
