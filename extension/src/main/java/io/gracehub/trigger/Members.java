// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.concurrent.CompletableFuture;

/** The applications of this JVM that the triggers drain. None of these methods throws because one of them fails. */
interface Members {

    /**
     * Drains side by side.
     *
     * @param bySignal whether a signal is the cause: those that declined signals are left out
     * @return done when the last drain has ended or failed
     */
    CompletableFuture<Void> drain(String trigger, boolean bySignal);

    /** Cuts short the drains of those that react to signals; does not wait. */
    void skip(String trigger);

    /** Returns whether at least one reacts to signals. */
    boolean wantSignals();

    /** Returns whether a signal, whoever heard it, has begun a drain that is still under way. */
    boolean drainedBySignal();
}
