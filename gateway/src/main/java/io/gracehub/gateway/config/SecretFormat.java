// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.util.regex.Pattern;

/** A secret, which is never shown. It travels in a header, so it is made of what a header can hold. */
final class SecretFormat implements Format<String> {

    private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

    @Override
    public String parse(String value) throws BadValueException {
        if (!PRINTABLE.matcher(value).matches()) {
            throw new BadValueException("it contains a character that is not printable ASCII");
        }
        return value;
    }

    @Override
    public String accepted() {
        return "printable ASCII characters";
    }

    @Override
    public String shown(String value) {
        return "(hidden)";
    }
}
