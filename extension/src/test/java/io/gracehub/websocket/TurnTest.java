// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnTest {

    private final Turn turn = new Turn();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @Test
    void end_whenNobodyRuns_runsLastAtOnce_andNothingAfterIt() {
        turn.run(() -> seen.add("message"));
        turn.end(() -> seen.add("close"));
        turn.run(() -> seen.add("late"));

        assertThat(seen).containsExactly("message", "close");
    }

    @Test
    void end_whenTwice_countsOnce() {
        turn.end(() -> seen.add("first"));
        turn.end(() -> seen.add("second"));

        assertThat(seen).containsExactly("first");
    }

    @Test
    void end_whenToldFromWithinACallback_runsLastAfterIt() {
        turn.run(() -> {
            turn.end(() -> seen.add("close"));
            seen.add("message");
        });

        assertThat(seen).containsExactly("message", "close");
    }

    @Test
    void end_whenAnotherThreadRuns_returnsAtOnce_andThatThreadRunsLast() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread other = new Thread(() -> turn.run(() -> {
            running.countDown();
            await(release);
            seen.add("message");
        }));
        other.start();
        await(running);

        turn.end(() -> seen.add(Thread.currentThread() == other ? "close" : "close on another thread"));
        assertThat(seen).isEmpty();
        release.countDown();
        other.join(10_000);

        assertThat(seen).containsExactly("message", "close");
    }

    @Test
    void later_whenAnotherThreadRuns_returnsAtOnce_andThatThreadRunsIt() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread other = new Thread(() -> turn.run(() -> {
            running.countDown();
            await(release);
            seen.add("message");
        }));
        other.start();
        await(running);

        turn.later(() -> seen.add("error"));
        turn.end(() -> seen.add("close"));
        turn.later(() -> seen.add("too late"));
        assertThat(seen).isEmpty();
        release.countDown();
        other.join(10_000);

        assertThat(seen).startsWith("message", "error").endsWith("close").hasSizeBetween(3, 4);
        turn.later(() -> seen.add("after the end"));
        assertThat(seen).doesNotContain("after the end");
    }

    @Test
    void end_whenManyRace_runsLastExactlyOnce_andLast() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 2_000; round++) {
            Turn raced = new Turn();
            AtomicInteger ends = new AtomicInteger();
            AtomicInteger afterEnd = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(4);
            for (int t = 0; t < 4; t++) {
                boolean ender = t % 2 == 0;
                threads.execute(() -> {
                    if (ender) {
                        raced.end(ends::incrementAndGet);
                    } else {
                        raced.run(() -> afterEnd.addAndGet(ends.get()));
                    }
                    done.countDown();
                });
            }
            await(done);
            assertThat(ends).hasValue(1);
            assertThat(afterEnd).hasValue(0);
        }
        threads.shutdownNow();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
