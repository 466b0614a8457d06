// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.plain;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Answers with the text and its server's name. */
@ServerEndpoint("/numbered")
public class NumberedEndpoint {

    private static final String SERVER = System.getProperty("bench.server.name", "?");

    @OnMessage
    public String received(String text) {
        return text + SERVER;
    }
}
