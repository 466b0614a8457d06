// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;

/** Numbers of one kind, in ascending order. Percentiles are those of the nearest rank. */
public final class Samples {

    private final double[] ascending;

    private Samples(double[] ascending) {
        if (ascending.length == 0) {
            throw new IllegalArgumentException("no sample: at least one is needed");
        }
        Arrays.sort(ascending);
        this.ascending = ascending;
    }

    public static Samples of(double... values) {
        return new Samples(values.clone());
    }

    public static Samples of(Collection<? extends Number> values) {
        return new Samples(values.stream().mapToDouble(Number::doubleValue).toArray());
    }

    public double median() {
        int half = ascending.length / 2;
        return ascending.length % 2 == 1 ? ascending[half] : (ascending[half - 1] + ascending[half]) / 2;
    }

    /** Returns the smallest sample that at least this part of all is not above; from above 0 to 100. */
    public double percentile(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("percentile " + percent + ": above 0 and at most 100 is accepted");
        }
        return ascending[(int) Math.ceil(percent / 100 * ascending.length) - 1];
    }

    public int count() {
        return ascending.length;
    }
}
