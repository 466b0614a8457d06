// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

/** Why something failed, for a message: of wrapped exceptions the innermost one, which names the cause. */
final class Reason {

    private Reason() {}

    static String of(Throwable failure) {
        Throwable root = root(failure);
        return root.getMessage() == null || isMissing(root) ? root.toString() : root.getMessage();
    }

    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Returns whether a type or a member is not there, or not as expected: the message is its name, and no more. */
    static boolean isMissing(Throwable root) {
        return root instanceof ReflectiveOperationException
                || root instanceof LinkageError
                || root instanceof ClassCastException;
    }
}
