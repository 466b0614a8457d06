// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import io.gracehub.tck.fault.Harm;
import io.gracehub.tck.fault.Unit;
import java.time.Duration;
import java.util.function.IntFunction;

/** What an accident does. */
enum Mishap {
    CUT_BEFORE(bit -> Harm.cutBefore()),
    CUT_INSIDE(bit -> Harm.cutInside()),
    CUT_AFTER(bit -> Harm.cutAfter()),
    HALF_CLOSE(bit -> Harm.halfClose()),
    LATE(bit -> Harm.stall(Duration.ofSeconds(1))),
    VERY_LATE(bit -> Harm.stall(Duration.ofSeconds(2))),
    CORRUPT(Harm::corrupt),
    CORRUPT_HEADER(Harm::corruptHeader);

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final IntFunction<Harm> harm;

    Mishap(IntFunction<Harm> harm) {
        this.harm = harm;
    }

    /** Returns the harm; where it changes a bit, this one. */
    Harm harm(int bit) {
        return harm.apply(bit);
    }

    /** Whether it can happen to this: an empty payload has no bit to change. */
    boolean fits(Unit unit) {
        return this != CORRUPT || unit.payload() < unit.bytes().length;
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
