// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.websocket.Exit;
import io.gracehub.websocket.Movable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A connection that leaves when a test says so. */
final class FakeMovable implements Movable {

    final List<Exit> exits = new ArrayList<>();
    Map<String, String> state = Map.of();

    @Override
    public Map<String, String> state() {
        return state;
    }

    @Override
    public void leave(Exit exit) {
        exits.add(exit);
    }
}
