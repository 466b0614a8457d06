// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.GracefulShutdownMode;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** What the shutdown needs of a hub. */
public interface ServedHub {

    /** The hub's path, for messages. */
    String path();

    GracefulShutdownMode mode();

    /** The time from the trigger that this hub's clients have. */
    Duration timeout();

    /** Connections that it has now. */
    int connections();

    /** How connections have ended since the application started. */
    Departures departures();

    /** Completes when all that has been sent so far has been written, or has failed. */
    CompletionStage<?> flushed();

    /** Asks the network whether each client is still there, so that dead connections end. */
    void probe();

    /**
     * Begins to close connections with 1012, some at a time.
     *
     * @param wanted asked for each once nothing is under way on it: false if it is to stay
     */
    Closer closer(BooleanSupplier wanted);

    /** Closes all connections with 1012, each after what is under way on it, which may take for ever. */
    CompletionStage<?> closeForRestart();

    /** Closes what is still there past everything that waits; completes when the hub has been told. */
    CompletionStage<?> cutOff();

    /** Closes connections some at a time, and none twice. For one thread. */
    interface Closer {

        /** How many have not been told yet. */
        int left();

        /** Closes some, each after what is under way on it; does not wait for that. */
        void close(int most);
    }

    /**
     * Counts of connections that have ended.
     *
     * @param left closed by their clients
     * @param closed closed by this server
     * @param migrated moved to another server
     * @param failed broken
     */
    record Departures(int left, int closed, int migrated, int failed) {

        static final Departures NONE = new Departures(0, 0, 0, 0);

        Departures plus(Departures other) {
            return new Departures(
                    left + other.left, closed + other.closed, migrated + other.migrated, failed + other.failed);
        }

        Departures minus(Departures other) {
            return new Departures(
                    left - other.left, closed - other.closed, migrated - other.migrated, failed - other.failed);
        }
    }
}
