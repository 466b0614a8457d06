// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Carrier.Move;
import io.gracehub.gateway.connection.Connection;

/** Told on the control loop of every move that has ended. */
public interface MigrationListener {

    void moved(Connection connection, Move move);
}
