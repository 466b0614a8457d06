// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.util.Locale;

/** The words that MicroProfile Config takes for true, and their opposites. It takes all else for false; here that is refused. */
final class BooleanFormat implements Format<Boolean> {

    @Override
    public Boolean parse(String value) throws BadValueException {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "on", "1" -> true;
            case "false", "no", "n", "off", "0" -> false;
            default -> throw new BadValueException("neither true nor false");
        };
    }

    @Override
    public String accepted() {
        return "true, yes, y, on or 1; false, no, n, off or 0";
    }
}
