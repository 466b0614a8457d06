// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a server is in its shutdown.
 *
 * @param stage the stage
 * @param connections connections that the hubs have now
 * @param migrated connections that this drain has moved to another server
 * @param failed connections that this drain could not part from in an orderly way
 * @param deadline when the drain's time is up, by the wall clock at its start; empty while no drain is under way
 */
public record ShutdownStatus(Stage stage, int connections, int migrated, int failed, Optional<Instant> deadline) {}
