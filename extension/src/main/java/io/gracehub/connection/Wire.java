// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an {@link Outbox} writes to: the container's session, or a recording one in tests. */
interface Wire {

    /**
     * Writes one item. Called for one item at a time; the next comes when this one is done.
     *
     * @param done told exactly once, with the failure or {@code null}; possibly before this method returns
     */
    void write(Outgoing item, Consumer<@Nullable Throwable> done);

    /**
     * Writes one item on the caller's thread, which waits for the client.
     *
     * @param done as for {@link #write}
     */
    void writeHere(Outgoing item, Consumer<@Nullable Throwable> done);
}
