// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.Stage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The stage of a server.
 *
 * <pre>
 *            begin            offline is known         hooks have run        nobody is left, or deadline
 *  RUNNING ────────> OFFLINE ─────────────────> HOOKS ───────────────> CLIENTS ─────────────────────────> STOPPED
 *     ^                 │ │                     │  │                      │                                  ^
 *     │                 │ └──── second signal ──│──┴──────────────────────│──────────────────────────────────┘
 *     └─── resume ──────┴───────────────────────┴─────────────────────────┘
 * </pre>
 *
 * <p>Every stage but RUNNING and STOPPED is bounded by the drain's deadline. Not thread safe: its owner holds a lock.
 */
final class StageMachine {

    private static final Map<Stage, Set<Stage>> NEXT = new EnumMap<>(Map.of(
            Stage.RUNNING, Set.of(Stage.OFFLINE),
            Stage.OFFLINE, Set.of(Stage.HOOKS, Stage.STOPPED, Stage.RUNNING),
            Stage.HOOKS, Set.of(Stage.CLIENTS, Stage.STOPPED, Stage.RUNNING),
            Stage.CLIENTS, Set.of(Stage.STOPPED, Stage.RUNNING),
            Stage.STOPPED, Set.of()));

    private Stage stage = Stage.RUNNING;

    Stage stage() {
        return stage;
    }

    /** Enters a stage and returns the one that it leaves. */
    Stage enter(Stage next) {
        Stage before = stage;
        if (!NEXT.getOrDefault(before, Set.of()).contains(next)) {
            throw new IllegalStateException(Messages.ILLEGAL_TRANSITION.text(before, next));
        }
        stage = next;
        return before;
    }
}
