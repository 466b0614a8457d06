// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import java.util.List;

/** Whether something stays as it is. */
public final class Trend {

    private Trend() {}

    /**
     * Returns the median of the last samples divided by that of the first. The very first of all is not compared: what
     * happens for the first time loads classes.
     *
     * @param compared how many at each end; twice as many and one more are needed
     */
    public static double growth(List<Double> samples, int compared) {
        if (samples.size() < 2 * compared + 1) {
            throw new IllegalArgumentException(
                    samples.size() + " samples: at least " + (2 * compared + 1) + " are needed");
        }
        double first = Samples.of(samples.subList(1, 1 + compared)).median();
        return Samples.of(samples.subList(samples.size() - compared, samples.size()))
                        .median()
                / first;
    }
}
