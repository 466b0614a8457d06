// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** A primitive as message and as return value. */
@Hub("/number")
public class NumberHub {

    @OnMessage
    public long twice(int number) {
        return 2L * number;
    }
}
