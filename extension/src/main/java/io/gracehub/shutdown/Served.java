// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import java.util.List;

/**
 * Who is served, and through whom.
 *
 * @param hubs the hubs
 * @param gateways the gateways that clients may come through
 */
public record Served(List<ServedHub> hubs, LinkedGateways gateways) {

    public Served {
        hubs = List.copyOf(hubs);
    }
}
