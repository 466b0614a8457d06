// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void growth_whenOnlyTheFirstIsAnother_isNone() {
        assertThat(Trend.growth(List.of(1.0, 5.0, 5.0, 5.0, 5.0, 5.0, 9.0, 5.0, 5.0, 5.0, 5.0, 5.0), 5))
                .isEqualTo(1);
    }

    @Test
    void growth_whenEachIsMore_isTheRatioOfTheEnds() {
        assertThat(Trend.growth(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0), 5))
                .isEqualTo(2.5);
    }

    @Test
    void growth_whenThereAreTooFew_saysHowManyAreNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trend.growth(List.of(1.0, 2.0, 3.0, 4.0), 2))
                .withMessageContaining("4 samples")
                .withMessageContaining("at least 5");
    }
}
