// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one drain did.
 *
 * @param trigger what started it, such as {@code SIGTERM} or {@code application stop}
 * @param outcome how it ended
 * @param begun when it began
 * @param duration how long it took in all
 * @param stages how long each stage took that was entered
 * @param connections how many connections there were when it began
 * @param left connections that their clients closed during the drain
 * @param closed connections that the server closed
 * @param migrated connections that moved to another server
 * @param failed connections that broke, or could not be closed in an orderly way
 * @param hooks what each shutdown hook did, in the order they ran
 */
public record ShutdownReport(
        String trigger,
        Outcome outcome,
        Instant begun,
        Duration duration,
        Map<Stage, Duration> stages,
        int connections,
        int left,
        int closed,
        int migrated,
        int failed,
        List<HookRun> hooks) {

    public ShutdownReport {
        stages = Map.copyOf(stages);
        hooks = List.copyOf(hooks);
    }

    /** How a drain ended. */
    public enum Outcome {
        /** Every client was gone before the deadline. */
        COMPLETED,
        /** The deadline passed first; whoever was left was closed with 1012. */
        DEADLINE,
        /** A second signal cut it short. */
        SKIPPED,
        /** It was taken back. */
        RESUMED
    }

    /**
     * What one shutdown hook did.
     *
     * @param hook the hook's class and method
     * @param begun when it began, or was left out
     * @param duration how long it ran, or was waited for
     * @param failure why it did not end well: what it threw, or that it overran its time; empty if it returned
     */
    public record HookRun(String hook, Instant begun, Duration duration, Optional<String> failure) {}
}
