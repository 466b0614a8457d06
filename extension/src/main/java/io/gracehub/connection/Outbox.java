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
 * <p>The parts of a message must not be torn apart by other messages: while one is open, those, and the parts of
 * others, wait in {@code held} and follow its last part. Futures are completed outside the lock.
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

        @Nullable
        Throwable failure; // set once, before it is told

        Entry(Outgoing item, CompletableFuture<Void> written) {
            this.item = item;
            this.size = item.size();
            this.written = written;
        }

        void tell() {
            if (failure == null) {
                written.complete(null);
            } else {
                written.completeExceptionally(failure);
            }
        }
    }

    /** So many ends at most are kept untold while a wire completes one write after the other at once. */
    private static final int MOST_UNTOLD = 64;

    private final Wire wire;
    private final int maxBacklog;
    private final Overflow overflow;
    private final Object lock = new Object();

    private final Queue<Entry> queue = new ArrayDeque<>();
    private final List<Entry> held = new ArrayList<>();
    private State state = State.IDLE;
    private @Nullable Object open; // the message of which parts have come, and not the last
    private boolean closing;
    private boolean leaving; // closing, by a farewell
    private volatile int backlog;
    private volatile long writingSince;

    Outbox(Wire wire, int maxBacklog, Overflow overflow) {
        this.wire = wire;
        this.maxBacklog = maxBacklog;
        this.overflow = overflow;
    }

    /** Hands over one item. Never blocks on the client, except where the container can only write synchronously. */
    CompletableFuture<Void> offer(Outgoing item) {
        return offer(item, false);
    }

    /**
     * Hands over one item for a caller that may wait for the client. Where nothing else waits, the item is written on
     * the caller's thread and the result is complete: an asynchronous write costs the container two changes of thread,
     * and the threads of its pool that wait for such a write are those that it needs to complete it.
     */
    CompletableFuture<Void> write(Outgoing item) {
        return offer(item, true);
    }

    /** Whether this is how an item ended that was never taken in, because the end was already there. */
    static boolean refused(CompletableFuture<Void> offered) {
        return offered instanceof Refused;
    }

    private static final class Refused extends CompletableFuture<Void> {

        Refused() {
            completeExceptionally(new IOException("the connection is closed or closing"));
        }
    }

    private CompletableFuture<Void> offer(Outgoing item, boolean here) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        int exceeded = 0;
        boolean begin = false;
        synchronized (lock) {
            if (state == State.SHUT || (closing && !stillTaken(item))) {
                return new Refused();
            }
            if (counts(item) && backlog > 0 && backlog + item.size() > maxBacklog) {
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
            writeOn(new ArrayList<>(2), here);
        }
        return written;
    }

    /** After a Close nothing is; a farewell lets messages of which parts have come reach their end. */
    private boolean stillTaken(Outgoing item) {
        return item instanceof Outgoing.Flush || (leaving && hasBegun(messageOf(item)));
    }

    private boolean hasBegun(@Nullable Object message) {
        return message != null
                && (message == open || held.stream().anyMatch(entry -> messageOf(entry.item) == message));
    }

    /** Only messages meet the bound: what keeps the connection in order must not be what ends it. */
    private static boolean counts(Outgoing item) {
        return !(item instanceof Outgoing.Close
                || item instanceof Outgoing.Farewell
                || item instanceof Outgoing.Flush
                || item instanceof Outgoing.Ping
                || item instanceof Outgoing.Pong);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only; volatile for readers without it
    private void enqueue(Entry entry) {
        Outgoing item = entry.item;
        backlog += entry.size;
        leaving |= item instanceof Outgoing.Farewell;
        closing |= leaving || item instanceof Outgoing.Close;
        place(entry);
    }

    /** Admits an entry, or has it wait for the last part of the open message; that one takes along what has waited. */
    private void place(Entry entry) {
        if (mustWait(entry.item) || (entry.item instanceof Outgoing.Flush && !held.isEmpty())) {
            held.add(entry);
            return;
        }
        admit(entry);
        if (open == null && !held.isEmpty()) {
            List<Entry> waiting = List.copyOf(held);
            held.clear();
            waiting.forEach(this::place); // the first part among them opens a message that the others wait for again
        }
    }

    /** Whether an item would tear the open message apart. Control frames do not. */
    private boolean mustWait(Outgoing item) {
        boolean whole =
                item instanceof Outgoing.Text || item instanceof Outgoing.Binary || item instanceof Outgoing.Farewell;
        Object part = messageOf(item);
        return open != null && (whole || (part != null && part != open));
    }

    private static @Nullable Object messageOf(Outgoing item) {
        if (item instanceof Outgoing.TextPart part) {
            return part.message();
        }
        return item instanceof Outgoing.BinaryPart part ? part.message() : null;
    }

    private void admit(Entry entry) {
        queue.add(entry);
        if (entry.item instanceof Outgoing.TextPart part) {
            open = part.last() ? null : part.message();
        } else if (entry.item instanceof Outgoing.BinaryPart part) {
            open = part.last() ? null : part.message();
        }
    }

    /**
     * Writes until the queue is empty or a write is under way whose completion will continue. Futures are completed
     * when the writer's role has been given on or back: whoever hears of one may send again, and even wait for it.
     *
     * @param ended entries whose end is still to be told
     * @param here whether the first item may be written on this thread; what has queued up behind it is not this
     *     thread's to wait for
     */
    private void writeOn(List<Entry> ended, boolean here) {
        boolean mine = here;
        Entry entry;
        while ((entry = next()) != null) {
            if (entry.item instanceof Outgoing.Flush) {
                finish(entry, null, ended);
            } else if (!write(entry, ended, mine)) {
                break;
            }
            mine = false;
            if (ended.size() >= MOST_UNTOLD) {
                giveBack();
                tell(ended);
                if (!takeAgain()) {
                    return;
                }
            }
        }
        tell(ended);
    }

    /** Writes one item; returns whether that has ended, so that this thread goes on. */
    private boolean write(Entry entry, List<Entry> ended, boolean here) {
        writingSince = System.nanoTime() | 1;
        Completion completion = new Completion(entry);
        try {
            if (here) {
                wire.writeHere(entry.item, completion);
            } else {
                wire.write(entry.item, completion);
            }
        } catch (RuntimeException failure) {
            completion.accept(failure);
        }
        if (!completion.cameBeforeReturn()) {
            return false;
        }
        finish(entry, completion.failure, ended);
        return true;
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

    private void giveBack() {
        synchronized (lock) {
            if (state == State.WRITING) {
                state = State.IDLE;
            }
        }
    }

    private boolean takeAgain() {
        synchronized (lock) {
            if (state != State.IDLE || queue.isEmpty()) {
                return false;
            }
            state = State.WRITING;
            return true;
        }
    }

    /** Takes an entry that has been written, or could not be, out of the queue. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void finish(Entry entry, @Nullable Throwable failure, List<Entry> ended) {
        writingSince = 0;
        synchronized (lock) {
            if (queue.peek() != entry) {
                return; // it was shut meanwhile, and the entry has failed
            }
            queue.remove();
            backlog -= entry.size;
        }
        entry.failure = failure;
        ended.add(entry);
        if (endsAll(entry.item) || failure instanceof IOException) {
            ended.addAll(takeAll(failure == null ? new IOException("the connection is closed") : failure));
        }
    }

    private static boolean endsAll(Outgoing item) {
        return item instanceof Outgoing.Close || item instanceof Outgoing.Farewell;
    }

    private static void tell(List<Entry> ended) {
        List<Entry> now = List.copyOf(ended);
        ended.clear();
        now.forEach(Entry::tell);
    }

    /** Ends it: what is queued, and whatever comes, fails. */
    void shut(Throwable cause) {
        takeAll(cause).forEach(Entry::tell);
    }

    private List<Entry> takeAll(Throwable cause) {
        List<Entry> lost = new ArrayList<>();
        synchronized (lock) {
            if (state == State.SHUT) {
                return lost;
            }
            state = State.SHUT;
            lost.addAll(queue);
            lost.addAll(held);
            queue.clear();
            held.clear();
            backlog = 0;
        }
        lost.forEach(entry -> entry.failure = cause);
        return lost;
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
        private @Nullable Throwable failure; // published by handedOver

        Completion(Entry entry) {
            this.entry = entry;
        }

        @Override
        public void accept(@Nullable Throwable failure) {
            if (told.compareAndSet(false, true)) {
                this.failure = failure;
                if (!handedOver.compareAndSet(false, true)) {
                    List<Entry> ended = new ArrayList<>(2);
                    finish(entry, failure, ended);
                    writeOn(ended, false);
                }
            }
        }

        /** Decides who goes on: the writer if the end came before the return, else the thread that tells the end. */
        boolean cameBeforeReturn() {
            return !handedOver.compareAndSet(false, true);
        }
    }
}
