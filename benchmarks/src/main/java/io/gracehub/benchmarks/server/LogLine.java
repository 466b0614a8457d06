// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.server;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of {@code messages.log} with its time, which is in whole milliseconds. */
public record LogLine(Instant time, String text) {

    private static final Pattern LINE = Pattern.compile("\\[(\\S+)] (.*)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSZ");

    /** Returns the lines that begin with a time, as {@code isoDateFormat} makes them. */
    static List<LogLine> parse(String log) {
        return log.lines().flatMap(line -> parsed(line).stream()).toList();
    }

    private static Optional<LogLine> parsed(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new LogLine(OffsetDateTime.parse(matcher.group(1), TIME).toInstant(), matcher.group(2)));
    }
}
