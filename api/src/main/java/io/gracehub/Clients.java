// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

import jakarta.websocket.CloseReason;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A live selection of a hub's clients on this server. Safe for use by several threads; no method blocks on a slow
 * client.
 */
public interface Clients {

    /**
     * Sends a message to each client of the selection, after all that was sent to it before.
     *
     * <p>The value is a {@link String} (a text message), a {@code byte[]} or {@link java.nio.ByteBuffer} (a binary
     * message), an object that one of the hub's encoders takes, or a primitive's wrapper (its text). A client whose
     * backlog exceeds its bound ({@code gracehub.send.max-backlog}) is closed with 1013 (Try Again Later); the others
     * go on.
     *
     * @param message the message
     * @return completes, never exceptionally, when the message has been written to each client or has failed there
     */
    CompletionStage<Delivery> send(Object message);

    /**
     * Closes each client of the selection, after all that was sent to it before has been written.
     *
     * @param reason the close code and reason (RFC 6455, section 7.4)
     * @return completes, never exceptionally, when each Close frame has been written or its connection has failed
     */
    CompletionStage<Void> close(CloseReason reason);

    /**
     * Returns how many clients the selection has now.
     *
     * @return the number, 0 or more
     */
    int count();

    /**
     * Returns the connections of the selection, as they are now.
     *
     * @return a stream of open connections
     */
    Stream<HubConnection> stream();

    /**
     * Returns those clients of this selection for which a condition holds; it is asked anew by each method of the
     * answer, on the caller's thread.
     *
     * @param condition the condition
     * @return the narrower selection
     */
    Clients where(Predicate<HubConnection> condition);
}
