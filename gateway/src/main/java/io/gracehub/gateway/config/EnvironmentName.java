// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names that a property has as an environment variable, by the rules of MicroProfile Config. */
final class EnvironmentName {

    private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^A-Za-z0-9]");

    private EnvironmentName() {}

    /** Returns the names under which a property is looked for in the environment, in this order. */
    static Stream<String> candidates(String property) {
        String replaced = NOT_ALPHANUMERIC.matcher(property).replaceAll("_");
        return Stream.of(property, replaced, replaced.toUpperCase(Locale.ROOT));
    }

    /** Returns the usual name: {@code GRACEHUB_SHUTDOWN_MODE} for {@code gracehub.shutdown.mode}. */
    static String of(String property) {
        return NOT_ALPHANUMERIC.matcher(property).replaceAll("_").toUpperCase(Locale.ROOT);
    }
}
