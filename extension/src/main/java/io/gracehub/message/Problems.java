// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The wrong uses found while an application is deployed. All are told at once; one is enough to fail it. */
public final class Problems {

    private final List<String> found = new ArrayList<>();

    public void add(Message message, @Nullable Object... values) {
        found.add(message.text(values));
    }

    public List<String> found() {
        return List.copyOf(found);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }
}
