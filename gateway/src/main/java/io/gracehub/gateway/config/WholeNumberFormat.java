// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Whole numbers in a range. */
record WholeNumberFormat(int least, int most) implements Format<Integer> {

    private static final Pattern DIGITS = Pattern.compile("-?\\d+");

    @Override
    public Integer parse(String value) throws BadValueException {
        if (!DIGITS.matcher(value).matches()) {
            throw new BadValueException("not a whole number");
        }
        BigInteger number = new BigInteger(value);
        if (number.compareTo(BigInteger.valueOf(least)) < 0) {
            throw new BadValueException("too small");
        }
        if (number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new BadValueException("too large");
        }
        return number.intValueExact();
    }

    @Override
    public String accepted() {
        return "a whole number from " + least + " to " + most;
    }
}
