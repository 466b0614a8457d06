// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void median_whenOdd_isTheMiddleOne() {
        assertThat(Samples.of(9, 1, 5).median()).isEqualTo(5);
    }

    @Test
    void median_whenEven_isBetweenTheMiddleTwo() {
        assertThat(Samples.of(4, 1, 2, 100).median()).isEqualTo(3);
    }

    @Test
    void percentile_ofHundred_isTheNearestRank() {
        double[] values = new double[100];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 1;
        }
        Samples samples = Samples.of(values);
        assertThat(samples.percentile(99)).isEqualTo(99);
        assertThat(samples.percentile(99.5)).isEqualTo(100);
        assertThat(samples.percentile(100)).isEqualTo(100);
        assertThat(samples.percentile(1)).isEqualTo(1);
    }

    @Test
    void percentile_whenNoPercentage_isRefused() {
        assertThatThrownBy(() -> Samples.of(1).percentile(0)).hasMessageContaining("percentile 0.0");
    }

    @Test
    void of_whenEmpty_isRefused() {
        assertThatThrownBy(Samples::of).isInstanceOf(IllegalArgumentException.class);
    }
}
