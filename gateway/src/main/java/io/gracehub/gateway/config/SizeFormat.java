// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes in bytes: {@code 4MiB}, {@code 512KiB}, {@code 1048576}. */
record SizeFormat(long least, long most) implements Format<Long> {

    static final long KIB = 1L << 10;
    static final long MIB = 1L << 20;
    static final long GIB = 1L << 30;

    private static final Pattern SIZE = Pattern.compile("(\\d+)(KiB|MiB|GiB)?", Pattern.CASE_INSENSITIVE);

    /** More digits than any accepted size has, few enough for a long. */
    private static final int MOST_DIGITS = 15;

    @Override
    public Long parse(String value) throws BadValueException {
        Matcher parts = SIZE.matcher(value);
        if (!parts.matches()) {
            throw new BadValueException("not a size; write it like 4MiB, 512KiB or 1048576 (bytes)");
        }
        if (parts.group(1).length() > MOST_DIGITS) {
            throw new BadValueException("too large");
        }
        long count = Long.parseLong(parts.group(1));
        long factor = factor(parts.group(2));
        if (count > most / factor) {
            throw new BadValueException("too large");
        }
        if (count * factor < least) {
            throw new BadValueException("too small");
        }
        return count * factor;
    }

    private static long factor(@Nullable String unit) {
        return switch (unit == null ? "" : unit.toLowerCase(Locale.ROOT)) {
            case "kib" -> KIB;
            case "mib" -> MIB;
            case "gib" -> GIB;
            default -> 1;
        };
    }

    @Override
    public String accepted() {
        return "a size from " + text(least) + " to " + text(most);
    }

    static String text(long bytes) {
        if (bytes % GIB == 0) {
            return bytes / GIB + "GiB";
        }
        if (bytes % MIB == 0) {
            return bytes / MIB + "MiB";
        }
        return bytes % KIB == 0 ? bytes / KIB + "KiB" : bytes + " bytes";
    }
}
