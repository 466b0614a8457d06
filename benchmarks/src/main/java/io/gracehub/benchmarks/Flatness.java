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

    /** Adds a row for each vital: the last quarter of the samples against the first. Without enough of them it says so. */
    void judge(Report bars, String load) {
        samples.forEach((vital, numbers) -> {
            int compared = (numbers.size() - 1) / QUARTERS;
            if (compared == 0) {
                System.out.println(name + ", " + vital + ": too few samples to compare, " + numbers.size());
                return;
            }
            Figure growth = new Figure(vital + ", last quarter / first", load);
            growth.add(name, Trend.growth(numbers, compared));
            growth.rows(List.of(), new Figure.Judgement(name, "", FLAT)).forEach(bars::add);
        });
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
