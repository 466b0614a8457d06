// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import io.gracehub.tck.fault.Harm;
import java.time.Duration;

/** What an accident does. */
enum Mishap {
    CUT_BEFORE(Harm.cutBefore()),
    CUT_INSIDE(Harm.cutInside()),
    CUT_AFTER(Harm.cutAfter()),
    HALF_CLOSE(Harm.halfClose()),
    LATE(Harm.stall(Duration.ofSeconds(1))),
    VERY_LATE(Harm.stall(Duration.ofSeconds(2))),
    CORRUPT(Harm.corrupt(1)),
    CORRUPT_HEADER(Harm.corruptHeader(1));

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final Harm harm;

    Mishap(Harm harm) {
        this.harm = harm;
    }

    Harm harm() {
        return harm;
    }

    /** Whether something else arrives than was sent. */
    boolean changes() {
        return this == CORRUPT || this == CORRUPT_HEADER;
    }

    /** Whether nothing more arrives. */
    boolean breaks() {
        return compareTo(LATE) < 0;
    }
}
