// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations: {@code 30s}, {@code 500ms}, {@code 2m}, {@code 1h}, or ISO-8601. Never a bare number: nobody knows its unit. */
record DurationFormat(Duration least, Duration most) implements Format<Duration> {

    private static final Pattern SIMPLE = Pattern.compile("(-?)(\\d+)(ms|s|m|h)?", Pattern.CASE_INSENSITIVE);
    private static final String EXAMPLES = "30s, 500ms, 2m, 1h or PT30S";

    /** More digits than any accepted duration has, few enough to be counted in seconds. */
    private static final int MOST_DIGITS = 15;

    @Override
    public Duration parse(String value) throws BadValueException {
        Matcher simple = SIMPLE.matcher(value);
        Duration duration = simple.matches() ? simple(simple) : iso(value);
        if (duration.isNegative()) {
            throw new BadValueException("a duration cannot be negative");
        }
        if (duration.compareTo(least) < 0) {
            throw new BadValueException("too short");
        }
        if (duration.compareTo(most) > 0) {
            throw new BadValueException("too long");
        }
        return duration;
    }

    private static Duration simple(Matcher parts) throws BadValueException {
        if (parts.group(3) == null) {
            throw new BadValueException("a bare number has no unit; write it like " + EXAMPLES);
        }
        if (parts.group(2).length() > MOST_DIGITS) {
            throw new BadValueException("too long");
        }
        long count = Long.parseLong(parts.group(1) + parts.group(2));
        return switch (parts.group(3).toLowerCase(Locale.ROOT)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private static Duration iso(String value) throws BadValueException {
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException notIso) {
            throw new BadValueException("not a duration; write it like " + EXAMPLES);
        }
    }

    @Override
    public String accepted() {
        return "a duration from " + text(least) + " to " + text(most);
    }

    /** Returns the duration as people write it: {@code 30s}. */
    static String text(Duration duration) {
        if (duration.toNanosPart() != 0) {
            return duration.equals(Duration.ofMillis(duration.toMillis()))
                    ? duration.toMillis() + "ms"
                    : duration.toString();
        }
        if (duration.toSecondsPart() != 0 || duration.isZero()) {
            return duration.toSeconds() + "s";
        }
        return duration.toMinutesPart() == 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
    }
}
