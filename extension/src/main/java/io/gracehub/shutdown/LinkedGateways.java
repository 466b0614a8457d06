// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The gateways that are linked to this server, as the shutdown sees them. Nothing here waits for one. */
public interface LinkedGateways {

    /** For a server that no gateway can link to. */
    LinkedGateways NONE = new LinkedGateways() {
        @Override
        public void goOffline(Supplier<Duration> left) {
            // nobody to tell
        }

        @Override
        public boolean route() {
            return false;
        }

        @Override
        public int unanswered() {
            return 0;
        }

        @Override
        public void migrate() {
            // nobody to tell
        }

        @Override
        public void resume() {
            // nobody to tell
        }

        @Override
        public Duration mayRelay() {
            return Duration.ZERO;
        }

        @Override
        public CompletionStage<?> close() {
            return CompletableFuture.completedFuture(null);
        }
    };

    /**
     * Tells them, and each that links later, that nothing new may come here; again and again until they answer.
     *
     * @param left the time that is left for all stages
     */
    void goOffline(Supplier<Duration> left);

    /** Whether any has been linked since {@link #goOffline}: then it is they who route clients here. */
    boolean route();

    /** How many have not answered {@link #goOffline} yet. One whose link has ended routes nothing. */
    int unanswered();

    /** Tells them, and each that links later, to move the connections of hubs whose mode is {@code migrate-clients}. */
    void migrate();

    /** Tells them that the drain was taken back. */
    void resume();

    /** How long replies may still come that have to follow connections to where they have gone. */
    Duration mayRelay();

    /** Ends the links; completes when all that was sent on them has been written, or has failed. */
    CompletionStage<?> close();
}
