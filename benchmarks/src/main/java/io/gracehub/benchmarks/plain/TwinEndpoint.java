// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.plain;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** The same as {@link EchoEndpoint}: what the two differ by is the error of the measurement. */
@ServerEndpoint("/twin")
public class TwinEndpoint {

    @OnMessage
    public String received(String text) {
        return text;
    }
}
