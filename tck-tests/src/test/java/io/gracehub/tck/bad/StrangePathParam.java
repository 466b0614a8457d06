// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;

/** A path variable of a type that is not allowed. */
@Hub("/chat/{room}")
public class StrangePathParam {

    @OnOpen
    public void opened(@PathParam("room") Thread room) {}
}
