// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** A wrapper as message and as return value. */
@Hub("/wrapper")
public class WrapperHub {

    @OnMessage
    public Boolean not(Boolean value) {
        return !value;
    }
}
