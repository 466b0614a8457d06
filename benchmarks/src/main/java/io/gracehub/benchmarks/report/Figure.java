// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One number of several contestants, which take turns in rounds: its medians, and the ratios of what was measured in the
 * same round.
 */
public final class Figure {

    private static final String NOTHING = "-";

    private final String name;
    private final String load;
    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

    public Figure(String name, String load) {
        this.name = name;
        this.load = load;
    }

    /** Adds what a contestant had in its next round. */
    public void add(String contestant, double number) {
        rounds.computeIfAbsent(contestant, key -> new ArrayList<>()).add(number);
    }

    String title() {
        return load.isEmpty() ? name : name + ", " + load;
    }

    Set<String> contestants() {
        return rounds.keySet();
    }

    /** A bar for one contestant: for its ratio to another, or, if that is empty, for the number itself. */
    public record Judgement(String contestant, String against, Bar bar) {}

    /** Returns a row for each contestant, with its ratio to each of some of them. */
    public List<Map<String, Object>> rows(List<String> rivals, Judgement judgement) {
        return rounds.keySet().stream()
                .map(contestant -> row(contestant, rivals, judgement))
                .toList();
    }

    private Map<String, Object> row(String contestant, List<String> rivals, Judgement judgement) {
        Samples own = Samples.of(rounds.getOrDefault(contestant, List.of()));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("figure", name);
        row.put("load", load);
        row.put("of", contestant);
        row.put("rounds", own.count());
        row.put("median", own.median());
        row.put("q1", own.percentile(25));
        row.put("q3", own.percentile(75));
        for (String rival : rivals) {
            boolean both = rounds.containsKey(rival) && !rival.equals(contestant);
            row.put("to " + rival, both ? ratio(contestant, rival).median() : NOTHING);
            row.put(rival + " q1", both ? ratio(contestant, rival).percentile(25) : NOTHING);
            row.put(rival + " q3", both ? ratio(contestant, rival).percentile(75) : NOTHING);
        }
        judge(row, contestant, judgement);
        return row;
    }

    private void judge(Map<String, Object> row, String contestant, Judgement judgement) {
        boolean ratio = !judgement.against().isEmpty();
        boolean judged = contestant.equals(judgement.contestant())
                && (!ratio || rounds.containsKey(judgement.against()))
                && !judgement.bar().equals(Bar.NONE);
        row.put("bar", judged ? judgement.bar().text() + (ratio ? " x " + judgement.against() : "") : "");
        double number = judged && ratio ? ratio(contestant, judgement.against()).median() : median(contestant);
        row.put("met", judged ? judgement.bar().met(number) : "");
    }

    /** Returns the median of what a contestant had. */
    public double median(String contestant) {
        return Samples.of(rounds.getOrDefault(contestant, List.of())).median();
    }

    /** Of rounds side by side: what disturbs the machine for longer disturbs both. */
    Samples ratio(String contestant, String rival) {
        List<Double> own = rounds.getOrDefault(contestant, List.of());
        List<Double> others = rounds.getOrDefault(rival, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(own.size(), others.size()); i++) {
            ratios.add(own.get(i) / others.get(i));
        }
        return Samples.of(ratios);
    }
}
