// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * What the signals and the server's stop do to the drains, in this order:
 *
 * <pre>
 *         signal             signal              signal
 *   IDLE ---------> DRAINING --------> SKIPPED ---------> CHAINED: each later signal goes straight
 *                      |                  |                  ^     to the handler that was there before
 *                      | drained          | drained          |
 *                      +------------------+------------------+
 * </pre>
 *
 * A signal that starts a drain waits for it on its own thread and then calls the former handler, which ends the process.
 * The waiting has no bound of its own: every drain has its deadline, and the third signal ends the waiting for all.
 * Where the drains have been started by a signal that another owner of the triggers heard, which has left since, the first
 * signal here is the second one.
 */
final class StopSequence {

    private enum State {
        IDLE,
        DRAINING,
        SKIPPED,
        CHAINED
    }

    private final Members members;
    private final BooleanSupplier exiting;
    private final CompletableFuture<Void> waitNoMore = new CompletableFuture<>();
    private State state = State.IDLE;

    StopSequence(Members members) {
        this(members, StopSequence::jvmExits);
    }

    /**
     * @param exiting whether the JVM is on its way out already
     */
    StopSequence(Members members, BooleanSupplier exiting) {
        this.members = members;
        this.exiting = exiting;
    }

    /**
     * A signal arrived. Returns when the drain has ended and the former handler has returned.
     *
     * @param former calls the handler that was there before
     */
    void signalled(String signal, Runnable former) {
        switch (step(members.drainedBySignal())) {
            case IDLE -> {
                try {
                    await(members.drain(signal, true));
                } finally {
                    drained(former);
                }
            }
            case DRAINING -> {
                Messages.CUT_SHORT.log(signal);
                members.skip(signal);
            }
            case SKIPPED -> {
                Messages.AT_ONCE.log(signal);
                waitNoMore.complete(null);
                former.run();
            }
            case CHAINED -> former.run();
        }
    }

    /**
     * The server is about to stop; it does as soon as this returns. If it stops because the JVM exits, then a signal is
     * the cause, and it was either handled above or declined by the application.
     */
    void serverStops(String trigger) {
        await(members.drain(trigger, exiting.getAsBoolean()));
    }

    /**
     * Takes the step that a signal takes and returns the state that it found.
     *
     * @param begun whether an earlier signal has begun a drain that is under way
     */
    private synchronized State step(boolean begun) {
        State found = state == State.IDLE && begun ? State.DRAINING : state;
        state = switch (found) {
            case IDLE -> State.DRAINING;
            case DRAINING -> State.SKIPPED;
            case SKIPPED, CHAINED -> State.CHAINED;
        };
        return found;
    }

    private void drained(Runnable former) {
        boolean chained;
        synchronized (this) {
            chained = state == State.CHAINED;
            state = State.CHAINED;
        }
        if (!chained) {
            former.run();
        }
    }

    /** Waits even if interrupted: an interrupt of the server's stop must not tear the connections down. */
    private void await(CompletableFuture<Void> drains) {
        CompletableFuture.anyOf(drains, waitNoMore).join();
    }

    /** The JVM refuses new shutdown hooks as soon as a signal or {@code System.exit} has started them. */
    private static boolean jvmExits() {
        Thread probe = new Thread(() -> {}, "gracehub never started");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException refused) {
            return true;
        }
    }
}
