// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Where messages go that the application sends to a connection which has left for another server. */
public interface Relay {

    /** Passes a text message on; completes when it has been handed over, or cannot be. */
    CompletableFuture<Void> text(String text);

    /** Passes a binary message on, as {@link #text}. */
    CompletableFuture<Void> binary(ByteBuffer bytes);
}
