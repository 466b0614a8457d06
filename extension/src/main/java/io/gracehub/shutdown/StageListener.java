// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.ShutdownReport;
import io.gracehub.StageChanged;

/** Follows the shutdown of a server. */
public interface StageListener {

    /** Told of each transition, in their order. */
    void changed(StageChanged event);

    /**
     * Told what a drain did, before whoever waits for the drain: the server stops only then. A drain that was taken back
     * may end when the next one has begun.
     */
    default void ended(ShutdownReport report) {}

    /** Told again and again, about twice in a second, that it may look at what changes between transitions. */
    default void look() {}

    /** The application has ended: nothing of it must stay reachable. */
    default void close() {}
}
