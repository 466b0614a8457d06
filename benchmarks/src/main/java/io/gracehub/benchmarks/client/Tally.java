// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

/**
 * What became of messages and connections.
 *
 * @param lost sent without an echo, so far
 * @param doubled echoed once more
 * @param reordered echoed after a later one
 * @param foreign echoes of what this client has not sent
 * @param closed connections that ended before their client closed them
 */
public record Tally(int sent, int lost, int doubled, int reordered, int foreign, int closed) {

    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(
                sent + other.sent,
                lost + other.lost,
                doubled + other.doubled,
                reordered + other.reordered,
                foreign + other.foreign,
                closed + other.closed);
    }

    /** Returns what has come to it since an earlier one. */
    public Tally since(Tally earlier) {
        return new Tally(
                sent - earlier.sent,
                lost - earlier.lost,
                doubled - earlier.doubled,
                reordered - earlier.reordered,
                foreign - earlier.foreign,
                closed - earlier.closed);
    }

    /** Returns the number of things that must not happen. */
    public int faults() {
        return lost + doubled + reordered + foreign + closed;
    }
}
