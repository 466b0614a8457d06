// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.proxy;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long connections stood still while they moved, as the gateway counts it.
 *
 * @param atMost for each bound of its histogram, in seconds, how many pauses were not longer
 * @param seconds all pauses together
 */
public record Pauses(SortedMap<Double, Long> atMost, double seconds) {

    public Pauses {
        atMost = Collections.unmodifiableSortedMap(new TreeMap<>(atMost));
    }

    public long count() {
        return atMost.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Returns 0 if there was none. */
    public double meanMillis() {
        return count() == 0 ? 0 : seconds / count() * 1e3;
    }

    /** Returns the lowest bound of the histogram that at least this part of the pauses were within; 0 without any. */
    public double boundMillis(double percent) {
        long needed = (long) Math.ceil(percent / 100 * count());
        return count() == 0
                ? 0
                : atMost.entrySet().stream()
                                .filter(bound -> bound.getValue() >= needed)
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElse(Double.POSITIVE_INFINITY)
                        * 1e3;
    }
}
