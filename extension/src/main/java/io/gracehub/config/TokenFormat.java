// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import java.util.regex.Pattern;

/** A name that stands as one word in logs, metrics, headers and JSON. */
final class TokenFormat implements Format<String> {

    static final int MOST_CHARACTERS = 128;

    private static final Pattern WORD = Pattern.compile("[!-~]+");

    @Override
    public String parse(String value) throws BadValueException {
        if (value.length() > MOST_CHARACTERS) {
            throw new BadValueException("it has " + value.length() + " characters");
        }
        if (!WORD.matcher(value).matches()) {
            throw new BadValueException("it contains a space or a character that is not printable ASCII");
        }
        return value;
    }

    @Override
    public String accepted() {
        return "up to " + MOST_CHARACTERS + " printable ASCII characters without spaces";
    }
}
