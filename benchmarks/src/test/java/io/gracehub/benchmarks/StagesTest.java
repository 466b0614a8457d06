// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gracehub.benchmarks.server.LogLine;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagesTest {

    private static final Instant SIGNAL = Instant.parse("2026-11-22T21:00:00Z");

    private final Stages stages = new Stages(
            SIGNAL,
            List.of(
                    line(10, "GRACEHUB1500I: Server a: stage RUNNING -> OFFLINE (SIGNAL; connections: 1000)."),
                    line(110, "GRACEHUB1500I: Server a: stage OFFLINE -> HOOKS (SIGNAL; connections: 1000)."),
                    line(115, "another line about -> CLIENTS (1)")));

    @Test
    void until_whenLogged_isTheTimeFromTheSignal() {
        assertThat(stages.until("HOOKS")).isEqualTo(110);
    }

    @Test
    void of_whenBothLogged_isTheTimeBetween() {
        assertThat(stages.of("OFFLINE", "HOOKS")).isEqualTo(100);
    }

    @Test
    void until_whenNotLogged_saysSo() {
        assertThatThrownBy(() -> stages.until("CLIENTS")).hasMessageContaining("CLIENTS");
    }

    private static LogLine line(long millis, String text) {
        return new LogLine(SIGNAL.plusMillis(millis), text);
    }
}
