// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {

    private final Figure figure = new Figure("messages/s", "50");

    private Map<String, Object> row(String contestant, Figure.Judgement judgement) {
        return figure.rows(List.of("peer"), judgement).stream()
                .filter(row -> contestant.equals(row.get("of")))
                .findFirst()
                .orElseThrow();
    }

    private void add(double own, double peer) {
        figure.add("own", own);
        figure.add("peer", peer);
    }

    @Test
    void rows_whenThereIsAPeer_haveTheMedianOfTheRoundsRatios() {
        add(10, 10);
        add(90, 100);
        add(500, 1_000);
        Map<String, Object> row = row("own", new Figure.Judgement("own", "peer", Bar.atLeast(0.95)));
        assertThat(row)
                .containsEntry("to peer", 0.9)
                .containsEntry("median", 90.0)
                .containsEntry("rounds", 3);
        assertThat(row).containsEntry("bar", ">= 0.95 x peer").containsEntry("met", "NO");
    }

    @Test
    void rows_whenTheRatioReachesTheBar_sayYes() {
        add(95, 100);
        assertThat(row("own", new Figure.Judgement("own", "peer", Bar.atLeast(0.95))))
                .containsEntry("met", "yes");
    }

    @Test
    void rows_ofTheOthers_areNotJudged() {
        add(1, 100);
        assertThat(row("peer", new Figure.Judgement("own", "peer", Bar.atLeast(0.95))))
                .containsEntry("met", "")
                .containsEntry("to peer", "-");
    }

    @Test
    void rows_whenThePeerIsMissing_haveNeitherRatioNorJudgement() {
        figure.add("own", 1);
        assertThat(row("own", new Figure.Judgement("own", "peer", Bar.atLeast(0.95))))
                .containsEntry("to peer", "-")
                .containsEntry("met", "");
    }

    @Test
    void rows_whenTheBarIsForTheNumber_judgeTheMedian() {
        add(11, 1);
        add(12, 1);
        add(40, 1);
        assertThat(row("own", new Figure.Judgement("own", "", Bar.atMost(12)))).containsEntry("met", "yes");
        assertThat(row("own", new Figure.Judgement("own", "", Bar.atMost(11.9))))
                .containsEntry("met", "NO")
                .containsEntry("bar", "<= 11.90");
    }
}
