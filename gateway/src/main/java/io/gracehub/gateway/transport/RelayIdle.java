// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import java.time.Duration;

/** Looks now and then whether a connection is idle, so that no byte pays for it. */
final class RelayIdle implements Runnable {

    /** How often in the time that a connection may be idle: it is closed at most a quarter late. */
    static final int CHECKS = 4;

    private final RelayClient client;
    private final Duration interval;

    RelayIdle(RelayClient client, Duration idle) {
        this.client = client;
        this.interval = idle.dividedBy(CHECKS);
    }

    /** Looks from now on, unless the time is zero: then never. */
    void begin() {
        if (!interval.isZero()) {
            client.loop().after(interval, this);
        }
    }

    @Override
    public void run() {
        if (client.checkIdle()) {
            begin();
        }
    }
}
