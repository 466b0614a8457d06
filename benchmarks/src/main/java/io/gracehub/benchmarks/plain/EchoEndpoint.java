// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.plain;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Answers with what its callback returns. */
@ServerEndpoint("/echo")
public class EchoEndpoint {

    @OnMessage
    public String received(String text) {
        return text;
    }
}
