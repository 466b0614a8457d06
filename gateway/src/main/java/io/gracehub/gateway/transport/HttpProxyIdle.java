// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Notices that nothing has happened for a while. Touching it is cheap: its timer looks again when it is due. */
final class HttpProxyIdle {

    private final long nanos;
    private final EventExecutor loop;
    private final Runnable idled;
    private long touched;
    private @Nullable Future<?> timer;

    /** @param time zero: never */
    HttpProxyIdle(Duration time, EventExecutor loop, Runnable idled) {
        this.nanos = time.toNanos();
        this.loop = loop;
        this.idled = idled;
    }

    void start() {
        stop();
        touch();
        if (nanos > 0) {
            look(nanos);
        }
    }

    void touch() {
        touched = System.nanoTime();
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void look(long time) {
        timer = loop.schedule(this::due, time, TimeUnit.NANOSECONDS);
    }

    private void due() {
        long left = nanos - (System.nanoTime() - touched);
        if (left > 0) {
            look(left);
        } else {
            timer = null;
            idled.run();
        }
    }
}
