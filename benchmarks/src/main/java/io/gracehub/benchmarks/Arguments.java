// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What {@code -Dbench.arguments} says: settings of the measurement, {@code name=value}, and options of a JVM, which begin
 * with a dash.
 */
record Arguments(Map<String, String> settings, List<String> jvmOptions) {

    Arguments {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        jvmOptions = List.copyOf(jvmOptions);
    }

    /**
     * Reads them; whatever is not set has its default, and nothing else may be set.
     *
     * @param defaults all settings that there are, {@code name=value}
     */
    static Arguments read(List<String> arguments, List<String> defaults) {
        Map<String, String> settings = new TreeMap<>();
        defaults.forEach(each -> settings.put(name(each), value(each)));
        List<String> options = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("-")) {
                options.add(argument);
            } else if (settings.replace(name(argument), value(argument)) == null) {
                throw new IllegalArgumentException("found: " + argument
                        + "; accepted: options of a JVM, which begin with a dash, and <name>=<value> for " + defaults);
            }
        }
        return new Arguments(settings, options);
    }

    private static String name(String argument) {
        return argument.split("=", 2)[0];
    }

    private static String value(String argument) {
        return argument.substring(Math.min(argument.length(), name(argument).length() + 1));
    }

    String text(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no setting " + name + " in " + settings);
        }
        return value;
    }

    /** Returns a number that may have a fraction. */
    double decimal(String name) {
        try {
            return Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("found: " + name + "=" + text(name) + "; accepted: a number", e);
        }
    }

    int number(String name) {
        return numbers(name).get(0);
    }

    /** Returns the numbers of a list with commas. */
    List<Integer> numbers(String name) {
        try {
            return Stream.of(text(name).split(",", -1)).map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "found: " + name + "=" + text(name) + "; accepted: whole numbers, with commas between them", e);
        }
    }
}
