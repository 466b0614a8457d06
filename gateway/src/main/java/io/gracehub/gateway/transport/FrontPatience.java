// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long a client may take for the head of a request. One per connection, on its loop. */
final class FrontPatience {

    /** A connection that is kept for a next request is kept this long, the time for that request's head included. */
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final Duration first;
    private @Nullable Future<?> timer;

    FrontPatience(Duration first) {
        this.first = first;
    }

    void firstRequest(ChannelHandlerContext ctx, Runnable tooSlow) {
        start(ctx, first, tooSlow);
    }

    void nextRequest(ChannelHandlerContext ctx, Runnable tooSlow) {
        start(ctx, KEPT, tooSlow);
    }

    private void start(ChannelHandlerContext ctx, Duration time, Runnable tooSlow) {
        stop();
        timer = ctx.executor().schedule(tooSlow, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
