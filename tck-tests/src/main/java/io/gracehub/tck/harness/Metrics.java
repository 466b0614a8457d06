// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process tells in the text format of Prometheus.
 *
 * @param text the answer
 */
public record Metrics(String text) {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)\\})? (\\S+)$");

    /**
     * Returns the sum of all samples of a name that have these labels, each written {@code name="value"}; 0 for none.
     */
    public double sum(String name, String... labels) {
        return samples(name, labels).stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Returns whether there is a sample of a name with these labels. */
    public boolean has(String name, String... labels) {
        return !samples(name, labels).isEmpty();
    }

    private List<Double> samples(String name, String... labels) {
        return SAMPLE.matcher(text)
                .results()
                .filter(sample -> sample.group(1).equals(name))
                .filter(sample ->
                        Stream.of(labels).allMatch(label -> ("," + sample.group(2) + ",").contains("," + label + ",")))
                .map(sample -> Double.valueOf(sample.group(3)))
                .toList();
    }
}
