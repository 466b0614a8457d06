// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import io.gracehub.gateway.message.Message;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the configuration. All is told at once; one is enough to stop the start. */
final class Problems {

    private final List<String> found = new ArrayList<>();

    void add(Message message, Object... values) {
        found.add(message.text(values));
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
