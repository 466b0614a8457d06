// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a write, for callers that the specification lets wait. */
final class Blocking {

    private Blocking() {}

    static void await(CompletableFuture<Void> written, Duration bound) throws IOException {
        try {
            // the sweep gives up an overdue write; twice its bound, should it be late
            written.get(2 * bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a message was being written");
        } catch (TimeoutException late) {
            throw new IOException("not written within " + bound, late);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw cause instanceof IOException io ? io : new IOException(cause);
        }
    }
}
