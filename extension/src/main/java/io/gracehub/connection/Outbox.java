// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ordered, bounded sends of one connection. Containers drop, reorder or refuse sends that overlap, and report
 * success for what they never sent; so exactly one write is under way at a time, and nothing is handed to the container
 * after a Close.
 *
 * <pre>
 *            offer                     last one written
 *   IDLE ───────────> WRITING ──────────────────────────> IDLE
 *     │                  │
 *     └── shut ──┬───────┘        shut: Close written, write failed for good, overdue, or session gone
 *                v
 *              SHUT   (terminal: whatever is offered or still queued fails)
 * </pre>
 *
 * <p>Entries of a fragmented message must not be torn apart by other messages: while one is open, those wait in
 * {@code held} and follow its last part. Futures are completed outside the lock.
 */
final class Outbox {

    /** How an overflow is told to the connection, outside the lock. */
    interface Overflow {
        void exceeded(int backlog);
    }

    private enum State {
        IDLE,
        WRITING,
        SHUT
    }

    /** One item on its way; two equal ones are still two. */
    private static final class Entry {

        final Outgoing item;
        final int size; // kept: a buffer that has been written has nothing remaining
        final CompletableFuture<Void> written;

        Entry(Outgoing item, CompletableFuture<Void> written) {
            this.item = item;
            this.size = item.size();
            this.written = written;
        }
    }

    private final Wire wire;
    private final int maxBacklog;
    private final Overflow overflow;
    private final Object lock = new Object();

    private final Queue<Entry> queue = new ArrayDeque<>();
    private final List<Entry> held = new ArrayList<>();
    private State state = State.IDLE;
    private boolean fragmentOpen;
    private boolean closing;
    private volatile int backlog;
    private volatile long writingSince;

    Outbox(Wire wire, int maxBacklog, Overflow overflow) {
        this.wire = wire;
        this.maxBacklog = maxBacklog;
        this.overflow = overflow;
    }

    /** Hands over one item. Never blocks on the client, except where the container can only write synchronously. */
    CompletableFuture<Void> offer(Outgoing item) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        int exceeded = 0;
        boolean begin = false;
        synchronized (lock) {
            if (state == State.SHUT || (closing && !(item instanceof Outgoing.Flush))) {
                return CompletableFuture.failedFuture(new IOException("the connection is closed or closing"));
            }
            if (backlog > 0 && backlog + item.size() > maxBacklog && !(item instanceof Outgoing.Close)) {
                exceeded = backlog;
            } else {
                enqueue(new Entry(item, written));
                begin = state == State.IDLE && !queue.isEmpty();
                if (begin) {
                    state = State.WRITING;
                }
            }
        }
        if (exceeded > 0) {
            overflow.exceeded(exceeded);
            return CompletableFuture.failedFuture(new IOException("the backlog of " + exceeded + " bytes is full"));
        }
        if (begin) {
            writeOn();
        }
        return written;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only; volatile for readers without it
    private void enqueue(Entry entry) {
        Outgoing item = entry.item;
        backlog += entry.size;
        if (item instanceof Outgoing.Close) {
            closing = true;
        }
        boolean whole = item instanceof Outgoing.Text || item instanceof Outgoing.Binary;
        if (fragmentOpen && whole) {
            held.add(entry);
            return;
        }
        queue.add(entry);
        if (item instanceof Outgoing.TextPart part) {
            fragmentOpen = !part.last();
        } else if (item instanceof Outgoing.BinaryPart part) {
            fragmentOpen = !part.last();
        }
        if (!fragmentOpen && !held.isEmpty()) {
            queue.addAll(held);
            held.clear();
        }
    }

    /** Writes until the queue is empty or a write is under way whose completion will continue. */
    private void writeOn() {
        Entry entry;
        while ((entry = next()) != null) {
            if (entry.item instanceof Outgoing.Flush) {
                finished(entry, null);
                continue;
            }
            writingSince = System.nanoTime() | 1;
            Completion completion = new Completion(entry);
            try {
                wire.write(entry.item, completion);
            } catch (RuntimeException failure) {
                completion.accept(failure);
            }
            if (!completion.cameBeforeReturn()) {
                return;
            }
        }
    }

    private @Nullable Entry next() {
        synchronized (lock) {
            if (state != State.WRITING) {
                return null;
            }
            Entry entry = queue.peek();
            if (entry == null) {
                state = State.IDLE;
            }
            return entry;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void finished(Entry entry, @Nullable Throwable failure) {
        writingSince = 0;
        boolean shut = entry.item instanceof Outgoing.Close || failure instanceof IOException;
        synchronized (lock) {
            if (queue.peek() == entry) { // else it was shut meanwhile, and the entry has failed
                queue.remove();
                backlog -= entry.size;
            }
        }
        if (failure == null) {
            entry.written.complete(null);
        } else {
            entry.written.completeExceptionally(failure);
        }
        if (shut) {
            shut(failure == null ? new IOException("the connection is closed") : failure);
        }
    }

    /** Ends it: what is queued, and whatever comes, fails. */
    void shut(Throwable cause) {
        List<Entry> lost = new ArrayList<>();
        synchronized (lock) {
            if (state == State.SHUT) {
                return;
            }
            state = State.SHUT;
            lost.addAll(queue);
            lost.addAll(held);
            queue.clear();
            held.clear();
            backlog = 0;
        }
        lost.forEach(entry -> entry.written.completeExceptionally(cause));
    }

    /** Whether a Close has been handed over or written. */
    boolean closing() {
        synchronized (lock) {
            return closing;
        }
    }

    /** Bytes handed over and not yet written. */
    int backlog() {
        return backlog;
    }

    /** Whether the write under way has taken longer than a bound. Asked by the registry's sweep: no timer per message. */
    boolean overdue(long nowNanos, long boundNanos) {
        long since = writingSince;
        return since != 0 && nowNanos - since > boundNanos;
    }

    /** One write's end, which may come on any thread, before or after {@link Wire#write} returns, or twice. */
    private final class Completion implements Consumer<@Nullable Throwable> {

        private final Entry entry;
        private final AtomicBoolean told = new AtomicBoolean();
        private final AtomicBoolean handedOver = new AtomicBoolean();

        Completion(Entry entry) {
            this.entry = entry;
        }

        @Override
        public void accept(@Nullable Throwable failure) {
            if (told.compareAndSet(false, true)) {
                finished(entry, failure);
                if (!handedOver.compareAndSet(false, true)) {
                    writeOn();
                }
            }
        }

        /** Decides who goes on: the writer if the end came before the return, else the thread that tells the end. */
        boolean cameBeforeReturn() {
            return !handedOver.compareAndSet(false, true);
        }
    }
}
