// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.StageChanged;

/** Follows the shutdown of a server. */
public interface StageListener {

    /** Told of each transition, in their order. */
    void changed(StageChanged event);

    /** Told again and again, about twice in a second, that it may look at what changes between transitions. */
    default void look() {}

    /** The application has ended: nothing of it must stay reachable. */
    default void close() {}
}
