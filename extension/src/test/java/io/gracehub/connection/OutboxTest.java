// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final int BOUND = 1_000;

    private final RecordingWire wire = new RecordingWire();
    private final List<Integer> overflows = new ArrayList<>();
    private final Outbox outbox = new Outbox(wire, BOUND, overflows::add);

    @Test
    void offer_whenIdle_writesAtOnce() {
        CompletableFuture<Void> written = outbox.offer(text("a"));

        assertThat(wire.written).containsExactly("a");
        assertThat(written).isNotDone();
        wire.complete(null);
        assertThat(written).isCompleted();
        assertThat(outbox.backlog()).isZero();
    }

    @Test
    void offer_whenWriting_waitsItsTurn() {
        outbox.offer(text("a"));
        CompletableFuture<Void> second = outbox.offer(text("b"));

        assertThat(wire.written).containsExactly("a");
        wire.complete(null);
        assertThat(wire.written).containsExactly("a", "b");
        assertThat(second).isNotDone();
        wire.complete(null);
        assertThat(second).isCompleted();
    }

    @Test
    void completion_whenTwice_countsOnce() {
        outbox.offer(text("a"));
        outbox.offer(text("b"));
        outbox.offer(text("c"));
        Consumer<@Nullable Throwable> first = wire.pending.remove();

        first.accept(null);
        first.accept(null);

        assertThat(wire.written).containsExactly("a", "b");
    }

    @Test
    void write_whenItThrows_failsThatItemOnly() {
        wire.throwing = new IllegalStateException("TEXT_FULL_WRITING");

        CompletableFuture<Void> failed = outbox.offer(text("a"));
        wire.throwing = null;
        outbox.offer(text("b"));

        assertThat(failed).isCompletedExceptionally();
        assertThat(wire.written).containsExactly("b");
    }

    @Test
    void write_whenTheConnectionFails_failsAllThatWaitAndComes() {
        outbox.offer(text("a"));
        CompletableFuture<Void> waiting = outbox.offer(text("b"));

        wire.complete(new IOException("reset"));

        assertThat(waiting).isCompletedExceptionally();
        assertThat(outbox.offer(text("c"))).isCompletedExceptionally();
        assertThat(wire.written).containsExactly("a");
    }

    @Test
    void offer_whenBacklogIsFull_isRefusedAndTold() {
        outbox.offer(text("a"));
        outbox.offer(text("x".repeat(800)));

        CompletableFuture<Void> refused = outbox.offer(text("y".repeat(800)));

        assertThat(refused).isCompletedExceptionally();
        assertThat(overflows).hasSize(1);
        assertThat(overflows.get(0)).isBetween(800, BOUND);
    }

    @Test
    void offer_whenEmpty_takesAnyOneMessage() {
        CompletableFuture<Void> large = outbox.offer(text("x".repeat(10 * BOUND)));
        wire.complete(null);

        assertThat(large).isCompleted();
        assertThat(overflows).isEmpty();
    }

    @Test
    void flush_whenWriting_completesAfterAllBefore() {
        outbox.offer(text("a"));
        CompletableFuture<Void> flushed = outbox.offer(new Outgoing.Flush());

        assertThat(flushed).isNotDone();
        wire.complete(null);
        assertThat(flushed).isCompleted();
    }

    @Test
    void flush_whenIdle_completesAtOnce() {
        assertThat(outbox.offer(new Outgoing.Flush())).isCompleted();
    }

    @Test
    void close_whenWriting_followsWhatWaits_andNothingFollowsIt() {
        outbox.offer(text("a"));
        outbox.offer(text("b"));
        outbox.offer(new Outgoing.Close(new CloseReason(CloseCodes.SERVICE_RESTART, "")));
        CompletableFuture<Void> late = outbox.offer(text("c"));

        assertThat(outbox.closing()).isTrue();
        assertThat(late).isCompletedExceptionally();
        wire.complete(null);
        wire.complete(null);
        wire.complete(null);
        assertThat(wire.written).containsExactly("a", "b", "CLOSE");
    }

    @Test
    void wholeMessages_whenAFragmentedOneIsOpen_waitForItsEnd() {
        wire.synchronous = true;
        outbox.offer(part("a", "1", false));
        outbox.offer(text("whole"));
        outbox.offer(new Outgoing.Ping(ByteBuffer.allocate(0)));
        outbox.offer(part("a", "2", false));
        outbox.offer(part("a", "3", true));
        outbox.offer(text("next"));

        assertThat(wire.written).containsExactly("1", "PING", "2", "3", "whole", "next");
    }

    @Test
    void parts_ofSeveralMessages_followOneAnotherWhole() {
        wire.synchronous = true;
        outbox.offer(part("a", "a1", false));
        outbox.offer(part("b", "b1", false));
        outbox.offer(part("c", "c1", false));
        outbox.offer(text("whole"));
        outbox.offer(part("b", "b2", true));
        outbox.offer(part("a", "a2", true));
        outbox.offer(part("d", "d1", true));
        outbox.offer(part("c", "c2", false));
        CompletableFuture<Void> flushed = outbox.offer(new Outgoing.Flush());
        assertThat(flushed).isNotDone();
        outbox.offer(part("c", "c3", true));

        assertThat(wire.written).containsExactly("a1", "a2", "b1", "b2", "c1", "c2", "c3", "whole", "d1");
        assertThat(flushed).isCompleted();
        assertThat(outbox.backlog()).isZero();
    }

    @Test
    void parts_ofAnotherMessage_whenItIsShut_fail() {
        wire.synchronous = true;
        outbox.offer(part("a", "a1", false));
        CompletableFuture<Void> waiting = outbox.offer(part("b", "b1", true));

        outbox.shut(new IOException("gone"));

        assertThat(waiting).isCompletedExceptionally();
        assertThat(wire.written).containsExactly("a1");
    }

    @Test
    void flushAndPing_whenAnOversizedMessageIsUnderWay_doNotMeetTheBound() {
        outbox.offer(text("x".repeat(2 * BOUND)));
        CompletableFuture<Void> flushed = outbox.offer(new Outgoing.Flush());
        outbox.offer(new Outgoing.Ping(ByteBuffer.allocate(0)));

        assertThat(overflows).isEmpty();
        wire.complete(null);
        assertThat(flushed).isCompleted();
    }

    @Test
    void flush_whenMessagesAreHeldBack_waitsForThem() {
        wire.synchronous = true;
        outbox.offer(part("a", "1", false));
        outbox.offer(text("whole"));
        CompletableFuture<Void> flushed = outbox.offer(new Outgoing.Flush());

        assertThat(flushed).isNotDone();
        outbox.offer(part("a", "2", true));
        assertThat(flushed).isCompleted();
        assertThat(wire.written).containsExactly("1", "2", "whole");
    }

    @Test
    void whoHearsOfAnEnd_maySendAndWaitForIt() {
        wire.synchronous = true;
        List<String> done = new ArrayList<>();

        outbox.offer(text("a")).thenRun(() -> {
            outbox.offer(text("b")).orTimeout(5, TimeUnit.SECONDS).join();
            done.add("b was written");
        });

        assertThat(done).containsExactly("b was written");
    }

    @Test
    void whoHearsOfAnEnd_whenTheCompletionComesLater_maySendAndWaitForIt() throws Exception {
        CompletableFuture<Void> both = outbox.offer(text("a"))
                .thenRun(() ->
                        outbox.offer(text("b")).orTimeout(5, TimeUnit.SECONDS).join());
        Consumer<@Nullable Throwable> first = wire.pending.remove();
        wire.synchronous = true;

        first.accept(null);

        both.get(5, TimeUnit.SECONDS);
        assertThat(wire.written).containsExactly("a", "b");
    }

    @Test
    void write_whenIdle_isDoneOnTheCallersThread() {
        assertThat(outbox.write(text("a"))).isCompleted();
        assertThat(wire.written).containsExactly("here a");
    }

    @Test
    void write_whenWriting_waitsItsTurn() {
        outbox.offer(text("a"));
        CompletableFuture<Void> second = outbox.write(text("b"));

        assertThat(second).isNotDone();
        wire.complete(null);
        wire.complete(null);
        assertThat(second).isCompleted();
        assertThat(wire.written).containsExactly("a", "b");
    }

    @Test
    void shut_whenWriting_failsEverything_andALateCompletionChangesNothing() {
        CompletableFuture<Void> first = outbox.offer(text("a"));
        CompletableFuture<Void> second = outbox.offer(text("b"));

        outbox.shut(new IOException("overdue"));
        wire.complete(null);

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(wire.written).containsExactly("a");
        assertThat(outbox.backlog()).isZero();
    }

    @Test
    void overdue_whenAWriteTakesTooLong_isSeen() {
        long now = System.nanoTime();
        assertThat(outbox.overdue(now + 100, 10)).isFalse();
        outbox.offer(text("a"));

        assertThat(outbox.overdue(System.nanoTime() + 1_000_000_000L, 1_000)).isTrue();
        assertThat(outbox.overdue(System.nanoTime(), Long.MAX_VALUE)).isFalse();
        wire.complete(null);
        assertThat(outbox.overdue(System.nanoTime() + 1_000_000_000L, 1_000)).isFalse();
    }

    /** A hundred thousand items, so that a completion on the writer's own stack would overflow it. */
    @Test
    void offers_whenManyThreadsRaceWithCompletions_areWrittenOnceEach_inOrderPerThread() throws Exception {
        int threads = 4;
        int each = 25_000;
        ExecutorService completions = Executors.newFixedThreadPool(2);
        List<String> seen = new ArrayList<>();
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Outbox racing = new Outbox(
                new AsynchronousWire((item, done) -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    seen.add(((Outgoing.Text) item).text());
                    Runnable end = () -> {
                        underWay.decrementAndGet();
                        done.accept(null);
                    };
                    if (seen.size() % 3 == 0) {
                        end.run();
                    } else {
                        completions.execute(end);
                    }
                }),
                Integer.MAX_VALUE,
                backlog -> {});
        CountDownLatch all = new CountDownLatch(threads * each);
        ExecutorService senders = Executors.newFixedThreadPool(threads);
        for (int t = 0; t < threads; t++) {
            String name = t + ":";
            senders.execute(() -> {
                for (int i = 0; i < each; i++) {
                    racing.offer(text(name + i)).thenRun(all::countDown);
                }
            });
        }

        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        senders.shutdownNow();
        completions.shutdownNow();
        assertThat(most).hasValue(1);
        assertThat(seen).hasSize(threads * each);
        for (int t = 0; t < threads; t++) {
            String name = t + ":";
            List<Integer> numbers = seen.stream()
                    .filter(item -> item.startsWith(name))
                    .map(item -> Integer.parseInt(item.substring(name.length())))
                    .toList();
            assertThat(numbers).isSorted().hasSize(each).doesNotHaveDuplicates();
        }
    }

    private static Outgoing.TextPart part(String message, String text, boolean last) {
        return new Outgoing.TextPart(message, text, last);
    }

    private static Outgoing.Text text(String text) {
        return new Outgoing.Text(text);
    }

    /** Never writes on the caller's thread. */
    private record AsynchronousWire(BiConsumer<Outgoing, Consumer<@Nullable Throwable>> writer) implements Wire {

        @Override
        public void write(Outgoing item, Consumer<@Nullable Throwable> done) {
            writer.accept(item, done);
        }

        @Override
        public void writeHere(Outgoing item, Consumer<@Nullable Throwable> done) {
            writer.accept(item, done);
        }
    }

    /** Keeps what was written; completes when the test says so, or at once. */
    private static final class RecordingWire implements Wire {

        final List<String> written = new ArrayList<>();
        final Deque<Consumer<@Nullable Throwable>> pending = new ArrayDeque<>();
        boolean synchronous;

        @Nullable
        RuntimeException throwing;

        @Override
        public void write(Outgoing item, Consumer<@Nullable Throwable> done) {
            if (throwing != null) {
                throw throwing;
            }
            written.add(label(item));
            if (synchronous) {
                done.accept(null);
            } else {
                pending.add(done);
            }
        }

        @Override
        public void writeHere(Outgoing item, Consumer<@Nullable Throwable> done) {
            written.add("here " + label(item));
            done.accept(null);
        }

        void complete(@Nullable Throwable failure) {
            pending.remove().accept(failure);
        }

        private static String label(Outgoing item) {
            if (item instanceof Outgoing.Text text) {
                return text.text();
            }
            if (item instanceof Outgoing.TextPart part) {
                return part.text();
            }
            return item instanceof Outgoing.Ping ? "PING" : "CLOSE";
        }
    }
}
