// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Waits for a line of a server's log. */
final class LogWait {

    private static final long PAUSE_MILLIS = 25;

    private final Supplier<List<LogLine>> log;
    private final Pattern pattern;
    private final int skipped;

    LogWait(Supplier<List<LogLine>> log, String regex, int skipped) {
        this.log = log;
        this.pattern = Pattern.compile(regex);
        this.skipped = skipped;
    }

    LogLine within(Duration bound, BooleanSupplier alive, Path where) {
        long end = System.nanoTime() + bound.toNanos();
        while (System.nanoTime() < end) {
            Optional<LogLine> found = found();
            if (found.isPresent()) {
                return found.get();
            }
            if (!alive.getAsBoolean()) {
                throw new IllegalStateException("the server has ended before it logged " + pattern + ": " + where);
            }
            pause();
        }
        throw new IllegalStateException("not logged within " + bound + ": " + pattern + " in " + where);
    }

    private Optional<LogLine> found() {
        return log.get().stream()
                .skip(skipped)
                .filter(line -> pattern.matcher(line.text()).find())
                .findFirst();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
