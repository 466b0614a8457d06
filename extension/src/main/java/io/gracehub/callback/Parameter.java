// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a callback.
 *
 * @param number counted from 1, as people do
 * @param type resolved against the hub class
 * @param pathVariable what its {@code @PathParam} names, null where it has none
 */
record Parameter(int number, Class<?> type, @Nullable String pathVariable) {

    /** The type, as one writes it. */
    String typeName() {
        return type.getTypeName();
    }
}
