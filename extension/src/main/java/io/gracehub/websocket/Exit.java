// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import io.gracehub.Migration;
import io.gracehub.connection.Relay;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** One connection's way to another server, as its carrier wants it. */
public interface Exit {

    /** Where to. */
    Migration migration();

    /** How many text and binary messages of its present session the connection handles first. */
    long messages();

    /** Asked before {@code @OnClose}: whether anybody still waits for the connection. If not, it stays. */
    boolean wanted();

    /**
     * Told when {@code @OnClose} has returned and all output has been written; the Close frame comes next.
     *
     * @param state the JSON of the values of its state
     * @return false if nobody can be told
     */
    boolean left(Map<String, String> state);

    /** Where later messages of the application go. */
    Relay relay();

    /** Completes when nothing can be relayed any more. */
    CompletionStage<?> over();
}
