// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(FakeApplication.BOUND_SECONDS)
class StopSequenceTest {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final RecordingMembers members = new RecordingMembers();
    private boolean exiting;
    private final StopSequence sequence = new StopSequence(members, () -> exiting);

    @Test
    void signal_whenIdle_drainsThenChains() {
        members.drains.complete(null);

        sequence.signalled("SIGTERM", former("TERM"));

        assertThat(told).containsExactly("drain SIGTERM bySignal=true", "former TERM");
    }

    @Test
    void signal_whenIdle_chainsNotBeforeTheDrainsEnd() {
        CompletableFuture<Void> first = signalThatDrains();

        assertThat(told).containsExactly("drain SIGTERM bySignal=true");
        assertThat(first).isNotDone();
        members.drains.complete(null);
        first.join();
        assertThat(told).containsExactly("drain SIGTERM bySignal=true", "former TERM");
    }

    @Test
    void signal_whenDrainThrows_chainsAllTheSame() {
        members.failure = new IllegalStateException("no threads");

        assertThatThrownBy(() -> sequence.signalled("SIGTERM", former("TERM"))).isSameAs(members.failure);

        assertThat(told).containsExactly("drain SIGTERM bySignal=true", "former TERM");
    }

    @Test
    void signal_whenDraining_skipsAndLeavesTheChainingToTheFirst() {
        CompletableFuture<Void> first = signalThatDrains();

        sequence.signalled("SIGINT", former("INT"));

        assertThat(told).containsExactly("drain SIGTERM bySignal=true", "skip SIGINT");
        members.drains.complete(null);
        first.join();
        assertThat(told).endsWith("former TERM").doesNotContain("former INT");
    }

    @Test
    void signal_whenAnotherOwnerHeardTheFirst_skips_andTheNextChains() {
        members.drainedBySignal = true;

        sequence.signalled("SIGTERM", former("second"));
        assertThat(told).containsExactly("skip SIGTERM");

        sequence.signalled("SIGTERM", former("third"));
        assertThat(told).containsExactly("skip SIGTERM", "former third");
    }

    @Test
    void signal_whenSkipped_chainsAtOnceAndOnlyOnce() {
        CompletableFuture<Void> first = signalThatDrains();
        sequence.signalled("SIGTERM", former("second"));

        sequence.signalled("SIGTERM", former("third"));

        first.join();
        assertThat(members.drains).isNotDone();
        assertThat(told).containsExactly("drain SIGTERM bySignal=true", "skip SIGTERM", "former third");
    }

    @Test
    void signal_whenChained_goesStraightToTheFormer() {
        members.drains.complete(null);
        sequence.signalled("SIGTERM", former("first"));

        sequence.signalled("SIGINT", former("later"));

        assertThat(told).containsExactly("drain SIGTERM bySignal=true", "former first", "former later");
    }

    @Test
    void signal_whenFormerOfFirstStillRuns_goesStraightToTheFormer() throws Exception {
        members.drains.complete(null);
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> sequence.signalled("SIGTERM", () -> {
            stopping.countDown();
            FakeApplication.await(stopped);
        }));
        FakeApplication.await(stopping);

        sequence.signalled("SIGTERM", former("second"));

        assertThat(told).endsWith("former second");
        stopped.countDown();
        first.get(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void serverStops_whenIdle_drainsAllAndWaits() {
        CompletableFuture<Void> stop = serverStop();

        assertThat(told).containsExactly("drain server stop bySignal=false");
        assertThat(stop).isNotDone();
        members.drains.complete(null);
        stop.join();
        assertThat(told).hasSize(1);
    }

    @Test
    void serverStops_whenJvmExits_leavesOutThoseThatDeclinedSignals() {
        exiting = true;
        members.drains.complete(null);

        sequence.serverStops("server stop");

        assertThat(told).containsExactly("drain server stop bySignal=true");
    }

    @Test
    void serverStops_whenDraining_waitsForTheDrainsToo() {
        CompletableFuture<Void> first = signalThatDrains();

        CompletableFuture<Void> stop = serverStop();

        assertThat(stop).isNotDone();
        members.drains.complete(null);
        CompletableFuture.allOf(first, stop).join();
        assertThat(told).contains("drain server stop bySignal=false", "former TERM");
    }

    @Test
    void serverStops_whenThirdSignalCame_doesNotWait() {
        CompletableFuture<Void> first = signalThatDrains();
        sequence.signalled("SIGTERM", former("second"));
        sequence.signalled("SIGTERM", former("third"));

        sequence.serverStops("server stop");

        first.join();
        assertThat(members.drains).isNotDone();
    }

    @Test
    void thirdSignal_whenServerStopWaits_endsThatWaiting() {
        CompletableFuture<Void> stop = serverStop();
        CompletableFuture<Void> first = signalThatDrains();
        sequence.signalled("SIGTERM", former("second"));

        sequence.signalled("SIGTERM", former("third"));

        CompletableFuture.allOf(stop, first).join();
        assertThat(members.drains).isNotDone();
    }

    @Test
    void serverStops_whenInterrupted_waitsAndKeepsTheInterrupt() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread stop = new Thread(() -> {
            Thread.currentThread().interrupt();
            sequence.serverStops("server stop");
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        stop.start();
        FakeApplication.await(members.begun);

        assertThat(interrupted).isNotDone();
        members.drains.complete(null);
        assertThat(interrupted.get(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        stop.join(TimeUnit.SECONDS.toMillis(FakeApplication.BOUND_SECONDS));
    }

    private Runnable former(String signal) {
        return () -> told.add("former " + signal);
    }

    private CompletableFuture<Void> signalThatDrains() {
        CompletableFuture<Void> ended =
                CompletableFuture.runAsync(() -> sequence.signalled("SIGTERM", former("TERM")), members.thread());
        FakeApplication.await(members.begun);
        return ended;
    }

    private CompletableFuture<Void> serverStop() {
        CompletableFuture<Void> ended =
                CompletableFuture.runAsync(() -> sequence.serverStops("server stop"), members.thread());
        FakeApplication.await(members.begun);
        return ended;
    }

    /** All drains end when {@code drains} is completed. */
    private final class RecordingMembers implements Members {

        private final CompletableFuture<Void> drains = new CompletableFuture<>();
        private CountDownLatch begun = new CountDownLatch(1);
        private @Nullable RuntimeException failure;
        private boolean drainedBySignal;

        /** Starts a thread per task; from here on, {@code begun} tells of the next drain. */
        private Executor thread() {
            begun = new CountDownLatch(1);
            return task -> new Thread(task).start();
        }

        @Override
        public CompletableFuture<Void> drain(String trigger, boolean bySignal) {
            told.add("drain " + trigger + " bySignal=" + bySignal);
            begun.countDown();
            if (failure != null) {
                throw failure;
            }
            return drains;
        }

        @Override
        public void skip(String trigger) {
            told.add("skip " + trigger);
        }

        @Override
        public boolean wantSignals() {
            return true;
        }

        @Override
        public boolean drainedBySignal() {
            return drainedBySignal;
        }
    }
}
