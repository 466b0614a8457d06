// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.server.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When the stages of a drain began, in milliseconds from the signal, by the server's log (GRACEHUB1500I). */
record Stages(Instant signal, List<LogLine> log) {

    Stages {
        log = List.copyOf(log);
    }

    long until(String stage) {
        return log.stream()
                .filter(line ->
                        line.text().contains("GRACEHUB1500I") && line.text().contains("-> " + stage + " "))
                .map(line -> Duration.between(signal, line.time()).toMillis())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the server has not logged stage " + stage));
    }

    long of(String stage, String next) {
        return until(next) - until(stage);
    }
}
