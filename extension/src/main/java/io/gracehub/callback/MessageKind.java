// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import java.util.Locale;

/** The kinds of messages that WebSocket has. A hub has at most one callback for each. */
enum MessageKind {
    TEXT,
    BINARY,
    PONG;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
