// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.benchmarks.process.Vitals;
import io.gracehub.benchmarks.report.Report;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlatnessTest {

    private final Flatness leaking = new Flatness("leaking");
    private final Flatness sound = new Flatness("sound");

    FlatnessTest() {
        for (int i = 0; i < 9; i++) {
            leaking.add(new Vitals(1_000 + 100 * i, 5_000, 20, 30, Map.of("a.Loader", 1L + i)));
            sound.add(new Vitals(1_000, 5_000, 20, 30, Map.of("a.Loader", 1L)));
        }
    }

    private static String judged(Flatness flatness) {
        Report bars = new Report("bars");
        flatness.judge(bars, "load");
        return bars.table();
    }

    @Test
    void judge_whenNothingGrows_meetsAllBars() {
        assertThat(judged(sound)).contains("yes").doesNotContain("NO");
    }

    @Test
    void judge_whenHeapAndLoadersGrow_meetsTheOtherBarsAlone() {
        assertThat(judged(leaking).lines().filter(line -> line.endsWith("NO")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("heap KiB"),
                        line -> assertThat(line).startsWith("loaders"));
    }

    @Test
    void judge_whenTheControlGrowsAsMuch_meetsAllBars() {
        Report bars = new Report("bars");
        leaking.judge(bars, "load", leaking);
        assertThat(bars.table()).contains("yes").doesNotContain("NO");

        Report against = new Report("bars");
        leaking.judge(against, "load", sound);
        assertThat(against.table()).contains("NO");
    }

    @Test
    void judge_whenThereAreTooFewSamples_judgesNothing() {
        Flatness few = new Flatness("few");
        few.add(new Vitals(1, 1, 1, 1, Map.of("a.Loader", 1L)));
        assertThat(judged(few)).doesNotContain("heap");
    }
}
