// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final String NAME = "gracehub_gateway_migration_pause_seconds";

    private static Metrics pauses(int upTo10, int upTo20, int all, double seconds) {
        return Metrics.parse("""
                # HELP %1$s Time
                # TYPE %1$s histogram
                %1$s_bucket{le="0.01"} %2$d
                %1$s_bucket{le="0.02"} %3$d
                %1$s_bucket{le="+Inf"} %4$d
                %1$s_count %4$d
                %1$s_sum %5$s
                """.formatted(NAME, upTo10, upTo20, all, seconds));
    }

    @Test
    void value_whenLabelsDiffer_isThatOfTheMatchingSeries() {
        Metrics metrics = Metrics.parse("""
                gracehub_gateway_link_up{address="http://127.0.0.1:1/hubs",server="A"} 1.0
                gracehub_gateway_link_up{address="http://127.0.0.1:2/hubs",server="B with } and space"} 0.0
                gracehub_gateway_link_up_other 7
                """);
        assertThat(metrics.value("gracehub_gateway_link_up", ":1/")).isEqualTo(1);
        assertThat(metrics.value("gracehub_gateway_link_up", ":2/")).isZero();
        assertThat(metrics.value("gracehub_gateway_link_up_other")).isEqualTo(7);
        assertThat(metrics.value("gracehub_gateway_link")).isZero();
    }

    @Test
    void pausesSince_whenMoreCame_hasOnlyThese() {
        Pauses pauses = pauses(60, 190, 200, 3.0).pausesSince(pauses(50, 100, 100, 1.0));
        assertThat(pauses.count()).isEqualTo(100);
        assertThat(pauses.meanMillis()).isEqualTo(20);
        assertThat(pauses.boundMillis(10)).isEqualTo(10);
        assertThat(pauses.boundMillis(11)).isEqualTo(20);
        assertThat(pauses.boundMillis(90)).isEqualTo(20);
        assertThat(pauses.boundMillis(99)).isInfinite();
    }

    @Test
    void plus_whenThereAreTwoGateways_hasThePausesOfBoth() {
        Metrics before = Metrics.NONE.plus(pauses(50, 100, 100, 1.0)).plus(pauses(10, 10, 10, 0.1));
        Pauses pauses = pauses(60, 190, 200, 3.0).plus(pauses(10, 10, 20, 1.1)).pausesSince(before);
        assertThat(pauses.count()).isEqualTo(110);
        assertThat(pauses.meanMillis()).isCloseTo(3_000 / 110.0, within(1e-9));
        assertThat(pauses.boundMillis(9)).isEqualTo(10);
        assertThat(pauses.boundMillis(10)).isEqualTo(20);
        assertThat(pauses.boundMillis(81)).isEqualTo(20);
        assertThat(pauses.boundMillis(82)).isInfinite();
    }

    @Test
    void pausesSince_whenNoneCame_isNothing() {
        Metrics metrics = pauses(50, 100, 100, 1.0);
        Pauses pauses = metrics.pausesSince(metrics);
        assertThat(pauses.count()).isZero();
        assertThat(pauses.meanMillis()).isZero();
        assertThat(pauses.boundMillis(99)).isZero();
    }
}
