// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import jakarta.websocket.CloseReason;
import java.util.concurrent.CompletableFuture;

/** The WebSocket under a link, or a recording one in tests. All is written in order; nothing waits for the gateway. */
interface LinkWire {

    /** Sends a text message; completes when it has been written or has failed. */
    CompletableFuture<Void> send(String text);

    void ping();

    /** Closes it after all that was handed over before. */
    CompletableFuture<Void> close(CloseReason reason);

    /** Closes it past what waits. */
    void cutOff(CloseReason reason);

    /** It has ended: what waits fails. */
    void shut();
}
