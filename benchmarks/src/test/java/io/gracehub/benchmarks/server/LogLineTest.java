// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LogLineTest {

    @Test
    void parse_whenLinesContinue_takesThoseWithATime() {
        String log = """
                product = Open Liberty
                [2026-11-22T21:00:56.845+0100] 00000030 X I CWWKZ0018I: Starting application hubs.
                \tat somewhere
                [2026-11-22T21:00:57.000+0000] 00000030 X I done
                """;
        assertThat(LogLine.parse(log))
                .containsExactly(
                        new LogLine(
                                Instant.parse("2026-11-22T20:00:56.845Z"),
                                "00000030 X I CWWKZ0018I: Starting application hubs."),
                        new LogLine(Instant.parse("2026-11-22T21:00:57Z"), "00000030 X I done"));
    }

    @Test
    void parse_whenWildFlyLogs_takesItsLocalTime() {
        String log = """
                2026-11-23 04:22:19,905 INFO  [io.gracehub] (ServerService Thread Pool -- 71) GRACEHUB1700I: ready
                \tat somewhere
                """;
        assertThat(LogLine.parse(log))
                .containsExactly(new LogLine(
                        LocalDateTime.parse("2026-11-23T04:22:19.905")
                                .atZone(ZoneId.systemDefault())
                                .toInstant(),
                        "INFO  [io.gracehub] (ServerService Thread Pool -- 71) GRACEHUB1700I: ready"));
    }
}
