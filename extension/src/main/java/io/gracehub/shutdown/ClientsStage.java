// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stage 3: the clients leave, in the way that each hub's mode says. It ends when nobody is left, or when each hub's time
 * is up. Meanwhile every client is asked again and again whether it is still there: nothing waits for one that died
 * without a word. Where connections have moved, the application's other threads get a moment for their replies: the
 * container may end them after this.
 */
final class ClientsStage implements StageRun {

    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);

    @Override
    public Stage stage() {
        return Stage.CLIENTS;
    }

    @Override
    public void run(Drain drain) {
        Map<ServedHub, Parting> left = new LinkedHashMap<>();
        drain.hubs().forEach(hub -> left.put(hub, Parting.of(drain, hub)));
        Deadline probe = Deadline.in(drain.clock(), Duration.ZERO);
        while (!drain.interrupted()) {
            left.keySet().removeIf(hub -> hub.connections() == 0 || timeIsUp(drain, hub));
            if (left.isEmpty()) {
                awaitGateways(drain);
                return;
            }
            if (probe.passed()) {
                left.keySet().forEach(ServedHub::probe);
                probe = Deadline.in(drain.clock(), PROBE_INTERVAL);
            }
            Deadline next = proceed(drain, left).orEarlier(probe);
            drain.await(() -> left.keySet().stream().anyMatch(hub -> hub.connections() == 0), next);
        }
    }

    /** What connections that have left still have to say, within the deadline. */
    private static void awaitGateways(Drain drain) {
        Duration more = drain.gateways().mayRelay();
        while (!more.isZero() && !drain.interrupted() && !drain.deadline().passed()) {
            drain.await(() -> false, Deadline.in(drain.clock(), more).orEarlier(drain.deadline()));
            more = drain.gateways().mayRelay();
        }
    }

    private static Deadline proceed(Drain drain, Map<ServedHub, Parting> left) {
        Deadline next = drain.deadline();
        for (Map.Entry<ServedHub, Parting> hub : left.entrySet()) {
            next = next.orEarlier(drain.deadlineOf(hub.getKey()))
                    .orEarlier(hub.getValue().proceed());
        }
        return next;
    }

    private static boolean timeIsUp(Drain drain, ServedHub hub) {
        if (!drain.deadlineOf(hub).passed()) {
            return false;
        }
        drain.closeStragglers(hub);
        return true;
    }
}
