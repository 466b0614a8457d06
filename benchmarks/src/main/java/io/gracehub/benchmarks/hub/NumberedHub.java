// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;

/** Answers with the text and its server's name. */
@Hub("/numbered")
public class NumberedHub {

    private static final String SERVER = System.getProperty("bench.server.name", "?");

    @OnMessage
    String received(String text) {
        return text + SERVER;
    }
}
