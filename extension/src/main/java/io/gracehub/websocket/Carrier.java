// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import io.gracehub.connection.Arrival;

/** What brings one connection here and may take it away again. Told of its life; must not block. */
public interface Carrier {

    /** Whether it has been announced with what it brings from another server. */
    boolean announced();

    /** Returns how the connection comes; called once, when its session is there. */
    Arrival arrive();

    /** {@code @OnOpen} has returned: from now on the connection can be moved. */
    void opened(Movable connection);

    /** A value of the connection's state has changed. */
    void stateChanged();

    /** The session has ended and the hub has been told. */
    void ended();
}
