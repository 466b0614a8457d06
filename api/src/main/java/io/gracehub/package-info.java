// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/**
 * What a user's WAR is written with: {@link io.gracehub.Hub hubs}, their {@link io.gracehub.Clients clients} and the
 * {@link io.gracehub.GracefulShutdown graceful shutdown} of the server.
 *
 * <p>Nothing here accepts {@code null} unless it says so.
 */
@NullMarked
package io.gracehub;

import org.jspecify.annotations.NullMarked;
