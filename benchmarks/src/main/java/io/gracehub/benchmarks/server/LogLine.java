// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.server;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a server's log with its time, which is in whole milliseconds. */
public record LogLine(Instant time, String text) {

    private static final Pattern LINE = Pattern.compile("\\[?(\\d{4}-\\d\\d-\\d\\d[T ][^] ]+)]? (.*)");

    /** The second is WildFly's, which tells the time of where it is. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("[uuuu-MM-dd'T'HH:mm:ss.SSSZ][uuuu-MM-dd HH:mm:ss,SSS]");

    /** Returns the lines that begin with a time: those of Open Liberty with {@code isoDateFormat}, and WildFly's. */
    static List<LogLine> parse(String log) {
        return log.lines().flatMap(line -> parsed(line).stream()).toList();
    }

    private static Optional<LogLine> parsed(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        TemporalAccessor time = TIME.parseBest(matcher.group(1), OffsetDateTime::from, LocalDateTime::from);
        Instant instant = time instanceof OffsetDateTime offset
                ? offset.toInstant()
                : LocalDateTime.from(time).atZone(ZoneId.systemDefault()).toInstant();
        return Optional.of(new LogLine(instant, matcher.group(2)));
    }
}
