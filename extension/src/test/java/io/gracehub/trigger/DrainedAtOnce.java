// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Applications whose drains take no time.
 *
 * @param drained what has started the last drain
 */
record DrainedAtOnce(AtomicReference<String> drained) implements Members {

    @Override
    public CompletableFuture<Void> drain(String by, boolean bySignal) {
        drained.set(by + " bySignal=" + bySignal);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void skip(String by) {
        throw new AssertionError("The server's stop skips nothing");
    }

    @Override
    public boolean wantSignals() {
        return true;
    }

    @Override
    public boolean drainedBySignal() {
        return false;
    }
}
