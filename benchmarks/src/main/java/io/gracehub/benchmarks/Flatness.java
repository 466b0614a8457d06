// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.process.Vitals;
import io.gracehub.benchmarks.report.Bar;
import io.gracehub.benchmarks.report.Figure;
import io.gracehub.benchmarks.report.Line;
import io.gracehub.benchmarks.report.Report;
import io.gracehub.benchmarks.report.Trend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the vitals of one JVM stay as they are while something is done again and again. */
final class Flatness {

    private static final Bar FLAT = Bar.atMost(1.1);
    private static final int QUARTERS = 4;

    private final String name;
    private final Map<String, List<Double>> samples = new LinkedHashMap<>();

    Flatness(String name) {
        this.name = name;
    }

    /** Adds what was seen, and returns it as columns of a table. */
    Map<String, Object> add(Vitals vitals) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("heap KiB", vitals.heapKib());
        row.put("resident KiB", vitals.residentKib());
        row.put("threads", vitals.threads());
        row.put("handles", vitals.handles());
        row.put("loaders", vitals.allLoaders());
        row.forEach((vital, number) ->
                samples.computeIfAbsent(vital, key -> new ArrayList<>()).add(((Number) number).doubleValue()));
        return row;
    }

    /** Adds rows for each vital: the last quarter of the samples against the first. */
    void judge(Report bars, String load) {
        judge(bars, load, List.of(this), new Figure.Judgement(name, "", FLAT));
    }

    /** The same, where what another JVM grows by in the same time is not held against this one. */
    void judge(Report bars, String load, Flatness control) {
        judge(bars, load, List.of(this, control), new Figure.Judgement(name, control.name, FLAT));
    }

    private void judge(Report bars, String load, List<Flatness> all, Figure.Judgement judgement) {
        int compared = (all.stream().mapToInt(Flatness::count).min().orElse(0) - 1) / QUARTERS;
        if (compared < 1) {
            System.out.println(name + ": too few samples to compare, fewer than " + (QUARTERS + 1));
            return;
        }
        for (String vital : samples.keySet()) {
            Figure growth = new Figure(vital + ", last quarter / first", load);
            for (Flatness each : all) {
                growth.add(each.name, Trend.growth(each.samples.getOrDefault(vital, List.of()), compared));
            }
            growth.rows(judgement.against().isEmpty() ? List.of() : List.of(judgement.against()), judgement)
                    .forEach(bars::add);
        }
    }

    private int count() {
        return samples.values().stream().mapToInt(List::size).min().orElse(0);
    }

    /** Returns a line for each vital, relative to its first sample. */
    Map<String, List<Line.Point>> lines() {
        Map<String, List<Line.Point>> lines = new LinkedHashMap<>();
        samples.forEach((vital, numbers) -> {
            List<Line.Point> points = new ArrayList<>();
            for (int i = 0; i < numbers.size(); i++) {
                points.add(new Line.Point(i + 1, numbers.get(i) / numbers.get(0)));
            }
            lines.put(name + ": " + vital, points);
        });
        return lines;
    }
}
