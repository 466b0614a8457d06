// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.drain;

/** Spreads closes evenly over a number of waves. */
final class Waves {

    private final long total;
    private final long waves;
    private long done;
    private long closed;

    Waves(long total, long waves) {
        this.total = total;
        this.waves = waves;
    }

    /** How many to close in the next wave; the first closes at least one, if there is one. */
    int next() {
        done = Math.min(done + 1, waves);
        long until = (total * done + waves - 1) / waves;
        int now = Math.toIntExact(until - closed);
        closed = until;
        return now;
    }

    boolean over() {
        return done == waves;
    }
}
