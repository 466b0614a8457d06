// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

/**
 * A value as a source has it.
 *
 * @param value the text
 * @param source where it was found, in words for the operator
 * @param resolved false if the text refers to something that is not set, such as {@code ${no.such.property}}
 */
record RawSetting(String value, String source, boolean resolved) {

    static RawSetting of(String value, String source) {
        return new RawSetting(value, source, true);
    }

    static RawSetting unresolved(String value, String source) {
        return new RawSetting(value, source, false);
    }
}
