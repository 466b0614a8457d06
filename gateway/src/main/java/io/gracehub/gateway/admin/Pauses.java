// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import io.gracehub.gateway.connection.Carrier.Move;
import io.gracehub.gateway.connection.Carrier.Outcome;
import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.migration.MigrationListener;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;

/**
 * How long clients were held by the moves since the gateway's start. Lives on the control loop. Each pause is counted
 * in a class of pauses, each of which is one hundredth wider than the one before; the longest is kept as it is.
 */
final class Pauses implements MigrationListener {

    private static final double WIDTH = Math.log(1.01);
    private static final List<Integer> PERCENTILES = List.of(50, 95, 99);

    private final long[] counts = new long[classOf(Duration.ofHours(1).toNanos()) + 1];
    private long count;
    private long longest;

    private static int classOf(long nanos) {
        return (int) (Math.log(Math.max(1, nanos / 1_000.0)) / WIDTH); // from a microsecond on
    }

    @Override
    public void moved(Connection connection, Move move) {
        if (move.outcome() == Outcome.MOVED || move.outcome() == Outcome.MOVED_AFTER_CRASH) {
            add(move.pause());
        }
    }

    void add(Duration pause) {
        long nanos = Math.max(0, pause.toNanos());
        counts[Math.min(counts.length - 1, classOf(nanos))]++;
        count++;
        longest = Math.max(longest, nanos);
    }

    JsonObjectBuilder json() {
        JsonObjectBuilder json = Json.createObjectBuilder().add("count", count);
        PERCENTILES.forEach(percent -> json.add("p" + percent, millis(percentile(percent))));
        return json.add("max", millis(longest));
    }

    private JsonValue millis(long nanos) {
        return count == 0 ? JsonValue.NULL : Json.createValue(Math.round(nanos / 10_000.0) / 100.0);
    }

    private long percentile(int percent) {
        long rank = (count * percent + 99) / 100;
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(longest, (long) (Math.exp((i + 1) * WIDTH) * 1_000));
            }
        }
        return longest;
    }
}
