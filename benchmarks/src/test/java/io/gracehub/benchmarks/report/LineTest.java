// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gracehub.benchmarks.report.Line.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

    @Test
    void through_whenPointsAreOnALine_isThatLine() {
        Line line = Line.through(List.of(new Point(1, 5), new Point(2, 7), new Point(4, 11)));

        assertThat(line.slope()).isCloseTo(2, within(1e-9));
        assertThat(line.intercept()).isCloseTo(3, within(1e-9));
        assertThat(line.fit()).isCloseTo(1, within(1e-9));
    }

    @Test
    void through_whenPointsScatter_isBetweenThem() {
        Line line = Line.through(List.of(new Point(0, 0), new Point(0, 2), new Point(10, 10), new Point(10, 14)));

        assertThat(line.slope()).isCloseTo(1.1, within(1e-9));
        assertThat(line.intercept()).isCloseTo(1, within(1e-9));
        assertThat(line.fit()).isBetween(0.9, 0.99);
    }

    @Test
    void through_whenAllPointsAreAboveEachOther_saysWhatIsNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Line.through(List.of(new Point(1, 1), new Point(1, 2))))
                .withMessageContaining("two places");
    }
}
