// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.GracefulShutdownMode;
import io.gracehub.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Stage 3: the clients leave. It ends when nobody is left, or when each hub's time is up. Meanwhile every client is
 * asked again and again whether it is still there: nothing waits for one that died without a word.
 */
final class ClientsStage implements StageRun {

    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);

    @Override
    public Stage stage() {
        return Stage.CLIENTS;
    }

    @Override
    public void run(Drain drain) {
        warnWithoutGateway(drain);
        List<ServedHub> left = new ArrayList<>(drain.hubs());
        while (!drain.interrupted()) {
            left.removeIf(hub -> hub.connections() == 0 || timeIsUp(drain, hub));
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ServedHub::probe);
            drain.await(() -> left.stream().anyMatch(hub -> hub.connections() == 0), nextLook(drain, left));
        }
    }

    /** Gateways move connections at their own pace; the stage waits as in the other modes. */
    private static void warnWithoutGateway(Drain drain) {
        for (ServedHub hub : drain.hubs()) {
            if (hub.mode() == GracefulShutdownMode.MIGRATE_CLIENTS
                    && hub.connections() > 0
                    && !drain.gateways().route()) {
                Messages.NO_GATEWAY.log(hub.path(), hub.connections());
            }
        }
    }

    private static boolean timeIsUp(Drain drain, ServedHub hub) {
        if (!drain.deadlineOf(hub).passed()) {
            return false;
        }
        drain.closeStragglers(hub);
        return true;
    }

    private static Deadline nextLook(Drain drain, List<ServedHub> left) {
        Deadline next = Deadline.in(drain.clock(), PROBE_INTERVAL);
        for (ServedHub hub : left) {
            next = next.orEarlier(drain.deadlineOf(hub));
        }
        return next;
    }
}
