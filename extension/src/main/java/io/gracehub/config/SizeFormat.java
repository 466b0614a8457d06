// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes in bytes, from 1 KiB to 1 GiB: {@code 4MiB}, {@code 512KiB}, {@code 1048576}. */
final class SizeFormat implements Format<Integer> {

    private static final Pattern SIZE = Pattern.compile("(\\d+)(KiB|MiB|GiB)?", Pattern.CASE_INSENSITIVE);
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    /** More digits than any accepted size has, few enough for a long. */
    private static final int MOST_DIGITS = 10;

    @Override
    public Integer parse(String value) throws BadValueException {
        Matcher parts = SIZE.matcher(value);
        if (!parts.matches()) {
            throw new BadValueException("not a size; write it like 4MiB, 512KiB or 1048576 (bytes)");
        }
        if (parts.group(1).length() > MOST_DIGITS) {
            throw new BadValueException("too large");
        }
        long count = Long.parseLong(parts.group(1));
        long factor = factor(parts.group(2));
        if (count > GIB / factor) {
            throw new BadValueException("too large");
        }
        if (count * factor < KIB) {
            throw new BadValueException("too small");
        }
        return Math.toIntExact(count * factor);
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
        return "a size from 1KiB to 1GiB";
    }
}
