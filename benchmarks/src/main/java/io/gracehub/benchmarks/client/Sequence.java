// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import java.util.Arrays;
import java.util.BitSet;

/** The numbered messages of one client: which were sent when, which echoes have come, and in which order. */
final class Sequence {

    /** What {@link #arrived} returns for an echo that is none. */
    static final long NO_ROUND_TRIP = -1;

    private static final int FIRST_ROOM = 64;

    private final BitSet arrived = new BitSet();
    private long[] sentAt = new long[FIRST_ROOM];
    private int sent;
    private int highest = -1;
    private int givenUp;
    private int doubled;
    private int reordered;
    private int foreign;

    /** Returns the number of a message that is sent, and was due then. */
    int sent(long nanos) {
        if (sent == sentAt.length) {
            sentAt = Arrays.copyOf(sentAt, 2 * sent);
        }
        sentAt[sent] = nanos;
        return sent++;
    }

    /** Returns the round trip in nanoseconds, unless the message was never sent or has been echoed before. */
    long arrived(int number, long nanos) {
        if (number < 0 || number >= sent) {
            foreign++;
            return NO_ROUND_TRIP;
        }
        if (arrived.get(number)) {
            doubled++;
            return NO_ROUND_TRIP;
        }
        arrived.set(number);
        if (number < highest) {
            reordered++;
        }
        highest = Math.max(highest, number);
        return nanos - sentAt[number];
    }

    /** The connection has ended: nobody waits for echoes of the messages before this number any more. */
    void giveUp(int before) {
        givenUp = before;
    }

    int sent() {
        return sent;
    }

    /** Returns how long the oldest message that is waited for has waited; 0 if none waits. */
    long waiting(long nanos) {
        int oldest = arrived.nextClearBit(givenUp);
        return oldest < sent ? nanos - sentAt[oldest] : 0;
    }

    /** An echo that cannot be told from another client's. */
    void foreign() {
        foreign++;
    }

    Tally tally() {
        return new Tally(sent, sent - arrived.cardinality(), doubled, reordered, foreign, 0);
    }
}
