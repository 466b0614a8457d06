// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.Stage;
import java.time.Duration;

/**
 * Stage 1: the server goes offline. Readiness answers DOWN from the beginning of the stage; handshakes are still taken
 * until whoever routes clients here is known to have seen it, for until then they have nowhere else to go.
 */
final class OfflineStage implements StageRun {

    @Override
    public Stage stage() {
        return Stage.OFFLINE;
    }

    @Override
    public void run(Drain drain) {
        if (drain.trigger().refusesAlready()) {
            return;
        }
        Duration longest = drain.settings().offline().timeout();
        OfflineProof proof = drain.proof();
        boolean given = drain.await(proof::given, drain.deadlineAfter(longest));
        if (!given && !drain.interrupted()) {
            Messages.OFFLINE_UNPROVEN.log(drain.settings().server(), longest.toMillis(), proof.shortfall());
        }
    }
}
