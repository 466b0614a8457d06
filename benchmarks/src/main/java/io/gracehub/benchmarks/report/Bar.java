// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import java.util.Locale;

/** What a number is to reach. */
public record Bar(Kind kind, double bound) {

    /** A bar that everything reaches: the number is there to be looked at. */
    public static final Bar NONE = new Bar(Kind.NONE, 0);

    private enum Kind {
        NONE,
        AT_LEAST,
        AT_MOST
    }

    public static Bar atLeast(double bound) {
        return new Bar(Kind.AT_LEAST, bound);
    }

    public static Bar atMost(double bound) {
        return new Bar(Kind.AT_MOST, bound);
    }

    /** Returns the bar as text; empty if there is none. */
    public String text() {
        String number = bound == Math.rint(bound) && Math.abs(bound) >= 10
                ? String.format(Locale.ROOT, "%.0f", bound)
                : String.format(Locale.ROOT, "%.2f", bound);
        return switch (kind) {
            case NONE -> "";
            case AT_LEAST -> ">= " + number;
            case AT_MOST -> "<= " + number;
        };
    }

    /** Returns {@code yes} or {@code NO}; empty if there is no bar. */
    public String met(double number) {
        boolean met = switch (kind) {
            case NONE -> true;
            case AT_LEAST -> number >= bound;
            case AT_MOST -> number <= bound;
        };
        return kind == Kind.NONE ? "" : met ? "yes" : "NO";
    }
}
