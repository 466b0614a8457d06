// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.application;

import io.gracehub.Clients;
import io.gracehub.GracefulShutdownMode;
import io.gracehub.HubContext;
import io.gracehub.Stage;
import io.gracehub.shutdown.ServerShutdown;

/** A running hub as the application sees it. */
record HubHandle(DrainedHub hub, ServerShutdown shutdown) implements HubContext<Object> {

    @Override
    public Clients clients() {
        return hub.hub().connections().clients();
    }

    @Override
    public GracefulShutdownMode mode() {
        return hub.mode();
    }

    @Override
    public Stage stage() {
        return shutdown.stage();
    }
}
