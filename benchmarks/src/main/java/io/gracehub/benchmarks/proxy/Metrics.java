// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.proxy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the gateway tells Prometheus, at one moment: each series, {@code name{labels}}, and its value. */
public record Metrics(Map<String, Double> series) {

    public static final Metrics NONE = new Metrics(Map.of());

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][^ {]*(?:\\{.*})?) (\\S+)");
    private static final String SUM = "gracehub_gateway_migration_pause_seconds_sum";
    private static final Pattern BUCKET =
            Pattern.compile("gracehub_gateway_migration_pause_seconds_bucket\\{.*?\\ble=\"([^\"]+)\".*}");

    public Metrics {
        series = Map.copyOf(series);
    }

    static Metrics parse(String text) {
        Map<String, Double> series = new LinkedHashMap<>();
        text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> series.put(line.group(1), number(line.group(2))));
        return new Metrics(series);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** Returns the value of the first series of a name whose labels contain all of these; 0 if there is none. */
    public double value(String name, String... labels) {
        return series.entrySet().stream()
                .filter(entry -> entry.getKey().equals(name) || entry.getKey().startsWith(name + "{"))
                .filter(entry -> List.of(labels).stream().allMatch(entry.getKey()::contains))
                .mapToDouble(Map.Entry::getValue)
                .findFirst()
                .orElse(0);
    }

    /** Returns what several gateways tell, together. */
    public Metrics plus(Metrics other) {
        Map<String, Double> sums = new LinkedHashMap<>(series);
        other.series.forEach((name, value) -> sums.merge(name, value, Double::sum));
        return new Metrics(sums);
    }

    /** Returns the pauses of migrations since an earlier moment. */
    public Pauses pausesSince(Metrics earlier) {
        SortedMap<Double, Long> atMost = new TreeMap<>();
        series.forEach((name, count) -> {
            Matcher bucket = BUCKET.matcher(name);
            if (bucket.matches()) {
                double before = earlier.series.getOrDefault(name, 0.0);
                atMost.put(number(bucket.group(1)), Math.round(count - before));
            }
        });
        return new Pauses(atMost, value(SUM) - earlier.value(SUM));
    }
}
