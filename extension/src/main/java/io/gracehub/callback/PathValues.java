// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import org.jspecify.annotations.Nullable;

/** What the callbacks of one connection get for their {@code @PathParam} parameters, converted once. */
public final class PathValues {

    static final PathValues NONE = new PathValues(new Object[0]);

    private final @Nullable Object[] values;

    PathValues(@Nullable Object[] values) {
        this.values = values;
    }

    @Nullable
    Object at(int index) {
        return index < values.length ? values[index] : null;
    }
}
