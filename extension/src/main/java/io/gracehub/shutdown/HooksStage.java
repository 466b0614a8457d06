// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.Stage;
import java.util.concurrent.CompletableFuture;

/**
 * Stage 2: the shutdown hooks run, one after the other. It ends when they have returned and all that they sent has been
 * written out, so that what follows cannot overtake a farewell.
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
        for (ServedHub hub : drain.hubs()) {
            CompletableFuture<?> flushed = hub.flushed().toCompletableFuture();
            flushed.whenComplete((written, failure) -> drain.wake());
            if (!drain.await(flushed::isDone, drain.deadline()) && !drain.interrupted()) {
                Messages.NOT_FLUSHED.log(hub.path());
            }
        }
    }
}
