// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.io.Serial;
import java.util.List;

/** The configuration cannot be used. Each problem is a message of its own, ready to be shown. */
public final class BadSettingsException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final String[] problems;

    BadSettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = problems.toArray(String[]::new);
    }

    public List<String> problems() {
        return List.of(problems);
    }
}
