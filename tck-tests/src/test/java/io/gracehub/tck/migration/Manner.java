// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import io.gracehub.tck.migration.Ledger.Order;

/**
 * What the clients of a fleet do.
 *
 * @param path the hub's, below the context root
 * @param everyMillis between two questions of one client
 * @param order of the answers
 * @param body what a question is made of
 */
record Manner(String path, int everyMillis, Order order, Body body) {

    /** Five small messages a second, answered at once. */
    static final Manner DIRECT = new Manner("/direct/0", 200, Order.STRICT, Body.SMALL);

    /** Answered after a while by a handler that keeps its thread busy; a few of them are enough for a small server. */
    static final Manner SLOW = new Manner("/direct/60", 160, Order.STRICT, Body.SMALL);

    /** The same, with so few questions that many clients are no burden. */
    static final Manner SELDOM = new Manner("/direct/60", 2000, Order.STRICT, Body.SMALL);

    /** Answered by a {@code CompletionStage}. */
    static final Manner LATER = new Manner("/later", 50, Order.STRICT, Body.SMALL);

    /** Answered by another thread after the handler has returned: sometimes the connection has left meanwhile. */
    static final Manner ASIDE = new Manner("/aside/30", 50, Order.BY_SERVER, Body.SMALL);

    /** The same, so late that all connections may have left meanwhile. */
    static final Manner TARDY = new Manner("/aside/300", 50, Order.BY_SERVER, Body.SMALL);

    /** A megabyte of text, there and back. */
    static final Manner BIG_TEXT = new Manner("/big", 300, Order.STRICT, Body.TEXT);

    /** A megabyte of bytes, there and back. */
    static final Manner BIG_BINARY = new Manner("/big", 300, Order.STRICT, Body.BINARY);

    /** A text in parts, with pauses between them. */
    static final Manner FRAGMENTS = new Manner("/big", 100, Order.STRICT, Body.FRAGMENTS);

    /** Asks nothing. */
    static final Manner SILENT = new Manner("/direct/0", 3_600_000, Order.STRICT, Body.SMALL);

    /** What a question is made of. */
    enum Body {
        SMALL,
        TEXT,
        BINARY,
        FRAGMENTS
    }
}
