// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of two revisions is newer: their numbers count as numbers, so that 1.10 comes after 1.9; none is oldest. */
final class Revisions {

    /** Older first. */
    static final Comparator<String> OLDER_FIRST = Revisions::compare;

    private static final Pattern PART = Pattern.compile("\\d+|\\D+");

    private Revisions() {}

    private static int compare(String one, String other) {
        List<String> ones = parts(one);
        List<String> others = parts(other);
        for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
            int order = comparePart(ones.get(i), others.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ones.size(), others.size());
    }

    private static int comparePart(String one, String other) {
        boolean numbers = Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0));
        return numbers ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    }

    private static List<String> parts(String revision) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(revision);
        while (matcher.find()) {
            parts.add(matcher.group());
        }
        return parts;
    }
}
