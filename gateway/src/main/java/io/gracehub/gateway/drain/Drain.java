// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.drain;

import io.gracehub.gateway.loop.Loop;
import java.time.Duration;

/**
 * The gateway's own shutdown. Lives on the control loop; only {@link #draining} is asked from elsewhere.
 *
 * <pre>
 *           begin            DOWN was seen,            last wave of closes      nobody left,
 *  RUNNING ───────> ANNOUNCED or its bound ─> CLOSING ─────────────────> LEAVING or its bound ─> STOPPED
 *     │                 │                        │                          │                      ^
 *     └─────────────────┴────────────────────────┴──── hurry ───────────────┴──────────────────────┘
 * </pre>
 *
 * ANNOUNCED: readiness is DOWN, all else goes on. CLOSING: nothing new is taken, and clients are closed, spread evenly,
 * so that they do not all come back at once. LEAVING: whoever has been closed may finish, and requests too.
 */
public final class Drain {

    /** For the probe of an orchestrator, if nobody has asked lately. */
    static final Duration UNPROBED = Duration.ofSeconds(1);

    /** The same, if somebody asks now and then. */
    static final Duration PROBED = Duration.ofSeconds(5);

    /** Between two waves of closes. */
    static final Duration WAVE = Duration.ofMillis(50);

    /** How often LEAVING looks whether anybody is left. */
    static final Duration LOOK = Duration.ofMillis(50);

    /** What is kept for LEAVING: at most this, and a fifth of all. */
    static final Duration RESERVE = Duration.ofSeconds(5);

    private final Loop loop;
    private final Duration timeout;
    private final Surroundings surroundings;
    private volatile State state = State.RUNNING;
    private Loop.Timer timer = Loop.Timer.NONE;
    private Loop.Timer deadline = Loop.Timer.NONE;
    private Waves waves = new Waves(0, 1);

    private enum State {
        RUNNING,
        ANNOUNCED,
        CLOSING,
        LEAVING,
        STOPPED
    }

    /** @param timeout from {@link #begin} until the process is told to stop */
    public Drain(Loop loop, Duration timeout, Surroundings surroundings) {
        this.loop = loop;
        this.timeout = timeout;
        this.surroundings = surroundings;
    }

    /** Whether it has begun. May be asked from anywhere. */
    public boolean draining() {
        return state != State.RUNNING;
    }

    // ---- events ----

    /** Starts it; the text says what has, for people. */
    public void begin(String trigger) {
        if (state != State.RUNNING) {
            return;
        }
        state = State.ANNOUNCED; // first: whoever reads the message and asks must be told the same
        Messages.BEGUN.log(trigger, surroundings.connections(), timeout.toSeconds());
        deadline = loop.after(timeout, this::expired);
        timer = loop.after(announcement(), this::announced);
    }

    /** The answer DOWN has been given to somebody who asked. */
    public void seen() {
        if (state == State.ANNOUNCED) {
            announced();
        }
    }

    /** Whoever wants it to stop wants it now. */
    public void hurry(String trigger) {
        if (state == State.RUNNING) {
            begin(trigger);
        } else if (state != State.STOPPED) {
            Messages.CUT_SHORT.log(trigger);
            stop();
        }
    }

    private void announced() {
        timer.cancel();
        state = State.CLOSING;
        surroundings.refuse();
        long ticks = Math.max(1, window().dividedBy(WAVE));
        waves = new Waves(surroundings.connections(), ticks);
        wave();
    }

    private void wave() {
        surroundings.close(waves.next());
        if (waves.over() || surroundings.connections() == 0) {
            surroundings.close(surroundings.connections());
            state = State.LEAVING;
            look();
        } else {
            timer = loop.after(WAVE, this::wave);
        }
    }

    private void look() {
        if (surroundings.connections() == 0 && surroundings.exchanges() == 0) {
            stop();
        } else {
            surroundings.close(surroundings.connections()); // one may have been on its way in when the door was shut
            timer = loop.after(LOOK, this::look);
        }
    }

    private void expired() {
        if (state != State.STOPPED) {
            Messages.DEADLINE.log(timeout.toSeconds(), surroundings.connections(), surroundings.exchanges());
            stop();
        }
    }

    private void stop() {
        state = State.STOPPED;
        timer.cancel();
        deadline.cancel();
        surroundings.stop();
    }

    // ---- times ----

    private Duration announcement() {
        return shorter(surroundings.probed() ? PROBED : UNPROBED, timeout.dividedBy(5));
    }

    private Duration window() {
        Duration reserve = shorter(RESERVE, timeout.dividedBy(5));
        return timeout.minus(announcement()).minus(reserve);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
