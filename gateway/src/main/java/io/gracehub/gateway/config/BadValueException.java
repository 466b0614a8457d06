// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.io.Serial;

/** A value that its property does not accept. The message is the reason and does not repeat the value. */
final class BadValueException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    BadValueException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
