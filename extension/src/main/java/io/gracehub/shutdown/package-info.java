// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/**
 * The graceful shutdown: one drain takes the server through the four stages. Plain Java: what it drains, the time and
 * the threads are given to it.
 *
 * <pre>
 *  ServerShutdown ── owns ──> StageMachine
 *       │ starts
 *       v
 *     Drain ── runs, one after the other ──> OfflineStage, HooksStage, ClientsStage, StopStage
 *                                                 │             │           │            │
 *                                           OfflineProof      Hook       Parting     ServedHub
 *                                                                           │ one for each mode
 *                                           WaitForClients, CloseAtAPace, MigrateClients
 * </pre>
 */
@NullMarked
package io.gracehub.shutdown;

import org.jspecify.annotations.NullMarked;
