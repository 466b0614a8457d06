// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.PathParam;

/** The other primitive types of path variables. */
@Hub("/primitives/{n}/{f}")
public class PrimitivesHub {

    @OnMessage
    public String said(String text, @PathParam("n") short s, @PathParam("n") byte b, @PathParam("f") float f) {
        return s + " " + b + " " + f;
    }
}
