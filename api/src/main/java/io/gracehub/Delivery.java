// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

import java.util.Map;

/**
 * What became of a message sent to some clients.
 *
 * @param reached how many clients the message was written to; 0 or more. Written means handed to the network: a
 *     WebSocket has no acknowledgement of its own
 * @param failed why it was not, by {@link HubConnection#id() connection id}
 */
public record Delivery(int reached, Map<String, Throwable> failed) {

    public Delivery {
        if (reached < 0) {
            throw new IllegalArgumentException("reached must not be negative: " + reached);
        }
        failed = Map.copyOf(failed);
    }
}
