// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import java.time.Duration;

/**
 * Closes a hub's connections in batches, from now until a reserve before the hub's deadline.
 *
 * <p>Each batch is planned for who is left then: clients that leave by themselves make those after them later, and late
 * ones make everybody earlier. Times are counted from when a batch was due, not from when the thread came to it.
 */
final class CloseAtAPace implements Parting {

    /** So much of the time left, at most {@link #LONGEST_RESERVE}, is kept for closes that take their time. */
    private static final int RESERVED_PART = 5;

    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(2);

    /** How soon it looks again when everybody has been told. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Drain drain;
    private final ServedHub hub;
    private final ServedHub.Closer closer;
    private final Deadline end;
    private ClosePace pace;
    private Deadline due;
    private boolean begun;

    CloseAtAPace(Drain drain, ServedHub hub) {
        this.drain = drain;
        this.hub = hub;
        this.pace = drain.settings().closing();
        Deadline deadline = drain.deadlineOf(hub);
        // past the deadline, or when the drain is cut short, whoever is left is closed by other means
        this.closer = hub.closer(() -> !drain.interrupted() && !deadline.passed());
        this.due = Deadline.in(drain.clock(), Duration.ZERO);
        this.end = deadline.minus(reserve(due.until(deadline)));
    }

    private static Duration reserve(Duration left) {
        Duration part = left.dividedBy(RESERVED_PART);
        return part.compareTo(LONGEST_RESERVE) < 0 ? part : LONGEST_RESERVE;
    }

    @Override
    public Deadline proceed() {
        while (due.passed() && !drain.interrupted()) {
            int left = closer.left();
            if (left == 0) {
                due = Deadline.in(drain.clock(), LOOK);
            } else {
                begin(left);
                ClosePace.Step step = pace.next(left, due.until(end));
                closer.close(step.batch());
                due = due.plus(step.gap());
            }
        }
        return due;
    }

    /** Says the plan, or that it is another one than was asked for. */
    private void begin(int left) {
        if (begun) {
            return;
        }
        begun = true;
        Duration window = due.until(end);
        if (pace.fits(left, window)) {
            ClosePace.Step step = pace.next(left, window);
            Messages.CLOSING.log(hub.path(), left, step.batch(), step.gap().toMillis(), timeLeft());
        } else {
            ClosePace asked = pace;
            pace = asked.withoutInterval();
            sayTooSlow(asked, left, pace.next(left, window));
        }
    }

    private void sayTooSlow(ClosePace asked, int left, ClosePace.Step step) {
        Messages.PACE_TOO_SLOW.log(
                hub.path(),
                left,
                asked.batch().isPresent() ? asked.batch().getAsInt() : "computed",
                asked.interval().orElse(Duration.ZERO).toMillis(),
                asked.needs(left).toMillis(),
                due.until(end).toMillis(),
                timeLeft(),
                step.batch(),
                step.gap().toMillis());
    }

    private long timeLeft() {
        return drain.deadlineOf(hub).left().toMillis();
    }
}
