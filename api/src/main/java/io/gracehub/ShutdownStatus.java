// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

import io.gracehub.ShutdownReport.HookRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a server is in its shutdown. While it is {@link Stage#RUNNING}, the counts of a drain are 0 and what belongs to
 * a drain is empty.
 *
 * @param stage the stage
 * @param trigger what started the drain, such as {@code SIGTERM} or {@code operator}
 * @param connections connections that the hubs have now
 * @param left connections that their clients have closed during this drain
 * @param closed connections that this drain has closed
 * @param migrated connections that this drain has moved to another server
 * @param failed connections that this drain could not part from in an orderly way
 * @param hooks the shutdown hooks that have ended, in the order they ran
 * @param deadline when the drain's time is up, by the wall clock at its start; empty while no drain is under way
 */
public record ShutdownStatus(
        Stage stage,
        Optional<String> trigger,
        int connections,
        int left,
        int closed,
        int migrated,
        int failed,
        List<HookRun> hooks,
        Optional<Instant> deadline) {

    public ShutdownStatus {
        hooks = List.copyOf(hooks);
    }
}
