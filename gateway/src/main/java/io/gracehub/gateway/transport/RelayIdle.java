// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Looks now and then whether a connection is idle, so that no byte pays for it. */
final class RelayIdle implements Runnable {

    /** How often in the time that a connection may be idle: it is closed at most a quarter late. */
    static final int CHECKS = 4;

    private final BooleanSupplier check;
    private final Channel channel;
    private final Duration interval;
    private final RelayTimer timer = new RelayTimer();

    /** The check is made four times in this time, until it returns false or the channel has closed. */
    RelayIdle(BooleanSupplier check, Channel channel, Duration idle) {
        this.check = check;
        this.channel = channel;
        this.interval = idle.dividedBy(CHECKS);
    }

    /** Looks from now on, unless the time is zero: then never. A timer that outlived its client would keep it in memory. */
    void begin() {
        if (!interval.isZero()) {
            look();
            channel.closeFuture().addListener(closed -> timer.cancel());
        }
    }

    private void look() {
        timer.start(channel.eventLoop(), interval, this);
    }

    @Override
    public void run() {
        if (check.getAsBoolean()) {
            look();
        }
    }
}
