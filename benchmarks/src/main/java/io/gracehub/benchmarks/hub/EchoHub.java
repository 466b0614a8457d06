// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** Answers with what its callback returns. */
@Hub("/echo")
public class EchoHub {

    @OnMessage
    String received(String text) {
        return text;
    }
}
