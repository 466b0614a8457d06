// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

/** How the values of a property are written. */
interface Format<T> {

    /** Reads a value, which has no white space at its ends and is not empty. */
    T parse(String value) throws BadValueException;

    /** Returns what is accepted, to stand after "accepted: ". */
    String accepted();

    /** Returns a value as it may be shown to people: on one line, and not without end. */
    default String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 100 ? line : line.substring(0, 100) + "...";
    }
}
