// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.ShutdownReport;
import io.gracehub.StageChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells the log and the application of transitions, in the order in which they happened. */
final class Transitions {

    /** Longest wait for observers of one transition; a transition is news, not a hook. */
    static final Duration BOUND = Duration.ofSeconds(2);

    private final String server;
    private final StageListener listener;
    private final Executor executor;
    private volatile boolean overran;
    private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);

    Transitions(String server, StageListener listener, Executor executor) {
        this.server = server;
        this.listener = listener;
        this.executor = executor;
    }

    /** Called under the lock that orders transitions; the answer is awaited without it. */
    CompletableFuture<Void> tell(StageChanged event, String cause) {
        Messages.STAGE.log(
                server,
                event.from(),
                event.to(),
                cause,
                event.status().connections(),
                event.status().deadline().map(Instant::toString).orElse("-"));
        told = told.thenRunAsync(() -> fire(event), executor);
        return told;
    }

    private void fire(StageChanged event) {
        try {
            listener.changed(event);
        } catch (RuntimeException failure) {
            Messages.LISTENER_FAILED.logWith(failure, failure);
        }
    }

    void await(CompletableFuture<Void> telling) {
        if (!overran && !answered(telling)) {
            overran = true; // one observer that hangs costs its time once
            Messages.LISTENER_OVERRAN.log(BOUND.toMillis());
        }
    }

    /** Tells what a drain did, whether or not an observer hangs: those who are told of this are others. */
    void ended(ShutdownReport report) {
        if (!answered(CompletableFuture.runAsync(() -> listener.ended(report), executor))) {
            Messages.REPORT_OVERRAN.log(BOUND.toMillis());
        }
    }

    /** Returns false when nobody has answered within the bound. */
    private static boolean answered(CompletableFuture<Void> telling) {
        try {
            telling.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            Messages.LISTENER_FAILED.logWith(failure, failure);
        } catch (TimeoutException late) {
            return false;
        }
        return true;
    }
}
