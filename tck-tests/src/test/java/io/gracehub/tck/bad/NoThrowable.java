// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.Hub;
import jakarta.websocket.OnError;
import jakarta.websocket.Session;

/** An error callback that is not told the error. */
@Hub("/chat")
public class NoThrowable {

    @OnError
    public void failed(Session session) {}
}
