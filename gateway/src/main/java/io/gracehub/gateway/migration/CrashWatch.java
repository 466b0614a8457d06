// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds out whether a server is dead after a session with it was lost: only then, and where it has allowed that, the
 * connection goes elsewhere. A server that is dying closes its link and its sessions at about the same time, in either
 * order. Lives on the control loop.
 */
final class CrashWatch {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int LOOKS = 20;

    private final Loop control;
    private final Map<Server, Integer> moved = new LinkedHashMap<>();

    CrashWatch(Loop control) {
        this.control = control;
    }

    /** A connection goes on elsewhere. */
    void moved(Server from) {
        moved.merge(from, 1, Integer::sum);
    }

    /** Says how many have gone on elsewhere, for each server of which none is on its way any more. */
    void tell(Predicate<Server> onTheirWay) {
        moved.entrySet().removeIf(each -> {
            boolean all = !onTheirWay.test(each.getKey());
            if (all) {
                Messages.MOVED_AFTER_CRASH.log(each.getValue(), each.getKey());
            }
            return all;
        });
    }

    /** Looks until it is known; bounded. */
    void look(Connection connection, Server from, Runnable dead) {
        look(connection, from, dead, LOOKS);
    }

    private void look(Connection connection, Server from, Runnable dead, int looks) {
        boolean alive = from.identity().isPresent() && from.state() != ServerState.GONE && connection.sameProcess();
        if (!connection.movable() || !from.survivesCrash() || (alive && looks == 0)) {
            connection.loop().execute(() -> connection.noTarget("the server was lost"));
        } else if (alive) {
            control.after(BETWEEN_LOOKS, () -> look(connection, from, dead, looks - 1));
        } else {
            dead.run();
        }
    }
}
