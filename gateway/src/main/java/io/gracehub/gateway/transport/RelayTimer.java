// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** At most one task that waits for its time; another one takes its place. */
final class RelayTimer {

    private @Nullable ScheduledFuture<?> waiting;

    void start(EventLoop loop, Duration delay, Runnable task) {
        cancel();
        waiting = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (waiting != null) {
            waiting.cancel(false);
            waiting = null;
        }
    }
}
