// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.link;

import io.gracehub.gateway.loop.Loop;
import java.time.Duration;

/**
 * What is made of a link that has ended without a word while a ping was unanswered: a machine or a network that has
 * vanished ends no TCP connection. The server's connections are kept until the same process greets on a new link, and
 * are lost when it has not within a bound, or when another process greets in its place. Lives on the control loop.
 */
final class Silence {

    private final Loop control;
    private final Duration bound;
    private final Runnable lost;
    private Loop.Timer timer = Loop.Timer.NONE;
    private String process = "";

    /**
     * Makes one that waits for nothing.
     *
     * @param bound how long the server may be silent; zero for ever
     * @param lost told once for each silence that does not end well
     */
    Silence(Loop control, Duration bound, Runnable lost) {
        this.control = control;
        this.bound = bound;
        this.lost = lost;
    }

    /** A process has fallen silent. */
    void begin(String name) {
        if (!bound.isZero() && process.isEmpty()) {
            process = name;
            timer = control.after(bound, this::lose);
        }
    }

    /** A process greets. */
    void greeted(String name) {
        if (process.isEmpty() || process.equals(name)) {
            stop();
        } else {
            lose();
        }
    }

    private void lose() {
        stop();
        lost.run();
    }

    void stop() {
        timer.cancel();
        timer = Loop.Timer.NONE;
        process = "";
    }
}
