// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.Stage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Stage 4: whoever is left is closed with 1012 (Service Restart), after what is under way on the connection; what does
 * not come to its end within a moment is cut off. Then control returns to whoever started the drain.
 */
final class StopStage implements StageRun {

    /** What an orderly close may take beyond the deadline. */
    static final Duration CLOSE_GRACE = Duration.ofSeconds(2);

    /** What the callbacks of connections that were cut off may take: CDI may be gone after it. */
    private static final Duration CUT_OFF_GRACE = Duration.ofSeconds(1);

    /** What the end of the links may take. */
    private static final Duration LINK_GRACE = Duration.ofSeconds(1);

    @Override
    public Stage stage() {
        return Stage.STOPPED;
    }

    @Override
    public void run(Drain drain) {
        drain.hubs().forEach(drain::closeStragglers);
        Deadline grace = Deadline.in(drain.clock(), CLOSE_GRACE);
        for (ServedHub hub : drain.hubs()) {
            drain.awaitEvenIfInterrupted(() -> hub.connections() == 0, grace);
        }
        for (ServedHub hub : drain.hubs()) {
            if (hub.connections() > 0) {
                Messages.STILL_LEFT.log(hub.path(), hub.connections(), CLOSE_GRACE.toMillis());
                CompletableFuture<?> told = hub.cutOff().toCompletableFuture();
                told.whenComplete((done, failure) -> drain.wake());
                drain.awaitEvenIfInterrupted(told::isDone, Deadline.in(drain.clock(), CUT_OFF_GRACE));
            }
        }
        closeLinks(drain);
    }

    /** Last: what connections leave behind has been said on them by then. */
    private static void closeLinks(Drain drain) {
        CompletableFuture<?> closed = drain.gateways().close().toCompletableFuture();
        closed.whenComplete((written, failure) -> drain.wake());
        drain.awaitEvenIfInterrupted(closed::isDone, Deadline.in(drain.clock(), LINK_GRACE));
    }
}
