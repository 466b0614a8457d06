// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import io.gracehub.gateway.connection.Connections;
import io.gracehub.gateway.connection.Traffic;
import io.gracehub.gateway.server.Servers;

/** What the metrics look at when they are asked for. Answered on any thread, without waiting for long. */
public interface Gauges {

    Servers servers();

    Connections connections();

    Traffic traffic();

    /** TCP connections of clients, of any kind. */
    int clientConnections();

    /** Requests of plain HTTP under way. */
    int httpExchanges();

    /** Connections that are being moved. */
    int moving();

    /** Connections that wait to be moved. */
    int waiting();

    boolean draining();
}
