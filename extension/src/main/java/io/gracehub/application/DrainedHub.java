// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.application;

import io.gracehub.GracefulShutdownMode;
import io.gracehub.config.HubSettings;
import io.gracehub.connection.Connection;
import io.gracehub.connection.Departure;
import io.gracehub.shutdown.ServedHub;
import io.gracehub.websocket.GradualClose;
import io.gracehub.websocket.RunningHub;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** A running hub as the shutdown sees it. */
record DrainedHub(RunningHub hub, HubSettings settings) implements ServedHub {

    /** Whether handshakes for a path are this hub's to refuse; a hub whose mode is {@code off} takes no part. */
    boolean refuses(String requested) {
        return settings.takesPart() && hub.model().path().matches(requested);
    }

    @Override
    public String path() {
        return hub.model().path().path();
    }

    @Override
    public GracefulShutdownMode mode() {
        return settings.mode();
    }

    @Override
    public Duration timeout() {
        return settings.timeout();
    }

    @Override
    public int connections() {
        return hub.clients();
    }

    @Override
    public Departures departures() {
        return new Departures(
                hub.connections().departed(Departure.BY_CLIENT),
                hub.connections().departed(Departure.BY_SERVER),
                hub.connections().departed(Departure.MIGRATED),
                hub.connections().departed(Departure.FAILED));
    }

    @Override
    public CompletionStage<?> flushed() {
        return hub.flushed();
    }

    @Override
    public void probe() {
        hub.connections().all().forEach(Connection::ping);
    }

    @Override
    public Closer closer(BooleanSupplier wanted) {
        GradualClose closing = hub.closeGradually(wanted);
        return new Closer() {
            @Override
            public int left() {
                return closing.left();
            }

            @Override
            public void close(int most) {
                closing.close(most);
            }
        };
    }

    @Override
    public CompletionStage<?> closeForRestart() {
        return hub.closeForRestart();
    }

    @Override
    public CompletionStage<?> cutOff() {
        return hub.cutOff();
    }
}
