// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** In which order contestants take turns: each is first as often as any, and follows each other one as often as it precedes it. */
final class Turns {

    private Turns() {}

    /** Returns the order of a round: turned by one from round to round, and the other way round in every second cycle. */
    static <T> List<T> of(List<T> all, int round) {
        List<T> turned = new ArrayList<>(all);
        Collections.rotate(turned, -(round % turned.size()));
        if (round / turned.size() % 2 == 1) {
            Collections.reverse(turned);
        }
        return turned;
    }
}
