// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import io.gracehub.benchmarks.report.Samples;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** A number of messages that one or more clients send, each the next one when the echo of its last has come. */
public final class Round {

    private final double[] micros;
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private final long begun = System.nanoTime();
    private int sent;
    private int received;

    Round(int messages) {
        micros = new double[messages];
    }

    /**
     * What a round came to.
     *
     * @param micros the round trips
     */
    public record Result(Samples micros, double messagesPerSecond) {}

    /** Whether the client that asks may send one more. */
    boolean takeTurn() {
        return sent < micros.length && sent++ >= 0;
    }

    void echoed(long nanos) {
        micros[received++] = nanos / 1e3;
        if (received == micros.length) {
            double seconds = (System.nanoTime() - begun) / 1e9;
            result.complete(new Result(Samples.of(Arrays.copyOf(micros, received)), received / seconds));
        }
    }

    void failed(Throwable cause) {
        result.completeExceptionally(cause);
    }

    CompletableFuture<Result> result() {
        return result;
    }
}
