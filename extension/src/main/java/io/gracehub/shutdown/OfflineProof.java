// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

/**
 * Whether whoever routes clients here is known to have seen that the server is offline: the readiness probe has been
 * answered DOWN often enough. Answers given before the stage began do not count.
 */
final class OfflineProof {

    private final int required;
    private int answered;

    OfflineProof(int required) {
        this.required = required;
    }

    void answeredDown() {
        answered++;
    }

    boolean given() {
        return answered >= required;
    }

    int answered() {
        return answered;
    }

    int required() {
        return required;
    }
}
