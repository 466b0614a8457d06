// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.Stage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Stage 2: the shutdown hooks run, one after the other. It ends when they have returned and all that they sent has been
 * written out. Clients that read slowly are not waited for longer than a moment: what waits for them stays before all that
 * follows, and the others are not to pay for them.
 */
final class HooksStage implements StageRun {

    /** For what has been sent to be written out, when the hooks have returned. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

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
        Deadline bound = Deadline.in(drain.clock(), PATIENCE);
        for (ServedHub hub : drain.hubs()) {
            CompletableFuture<?> flushed = hub.flushed().toCompletableFuture();
            flushed.whenComplete((written, failure) -> drain.wake());
            if (!drain.await(flushed::isDone, bound) && !drain.interrupted()) {
                Messages.NOT_FLUSHED.log(hub.path(), PATIENCE.toMillis());
            }
        }
    }
}
