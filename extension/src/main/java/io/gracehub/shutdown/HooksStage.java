// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.Stage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Stage 2: the shutdown hooks run, one after the other. It ends when they have returned and all that they sent has been
 * written out. Clients that read slowly get half of the time that is left then to the hub that has the least: what waits
 * for them stays before all that follows, and the others need the rest.
 */
final class HooksStage implements StageRun {

    private final HookRunner runner;

    HooksStage(HookRunner runner) {
        this.runner = runner;
    }

    @Override
    public Stage stage() {
        return Stage.HOOKS;
    }

    @Override
    public void run(Drain drain) {
        runner.run(drain);
        Duration patience = least(drain).left().dividedBy(2);
        Deadline bound = Deadline.in(drain.clock(), patience);
        for (ServedHub hub : drain.hubs()) {
            CompletableFuture<?> flushed = hub.flushed().toCompletableFuture();
            flushed.whenComplete((written, failure) -> drain.wake());
            if (!drain.await(flushed::isDone, bound) && !drain.interrupted()) {
                Messages.NOT_FLUSHED.log(hub.path(), patience.toMillis());
            }
        }
    }

    /** The first deadline of a hub that has not passed. */
    private static Deadline least(Drain drain) {
        return drain.hubs().stream()
                .map(drain::deadlineOf)
                .filter(deadline -> !deadline.passed())
                .reduce(drain.deadline(), Deadline::orEarlier);
    }
}
