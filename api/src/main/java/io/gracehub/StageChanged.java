// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

/**
 * The CDI event fired at each transition of the server from one stage to another. Observers run on a thread of the
 * library, in the order of the transitions; the shutdown waits for them, 2 seconds for each transition at most.
 *
 * @param from the stage that has ended
 * @param to the stage that begins; {@link Stage#RUNNING} after a {@link GracefulShutdown#resume() resume}
 * @param status the server's state at the transition
 */
public record StageChanged(Stage from, Stage to, ShutdownStatus status) {}
