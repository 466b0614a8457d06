// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandledTest {

    private final Handled handled = new Handled();
    private final List<String> told = new ArrayList<>();

    @Test
    void when_reachedLater_tellsOnce() {
        handled.one();
        handled.when(3, () -> told.add("three"));
        handled.one();
        assertThat(told).isEmpty();
        handled.one();
        handled.one();

        assertThat(told).containsExactly("three");
    }

    @Test
    void when_reachedAlready_tellsAtOnce() {
        handled.when(0, () -> told.add("none"));
        handled.one();
        handled.when(1, () -> told.add("one"));

        assertThat(told).containsExactly("none", "one");
    }

    @Test
    void when_askedAgain_tellsTheLaterOnly() {
        handled.when(5, () -> told.add("first"));
        handled.when(1, () -> told.add("second"));
        for (int i = 0; i < 5; i++) {
            handled.one();
        }

        assertThat(told).containsExactly("second");
    }

    @Test
    void when_askedWhileOthersCount_isToldExactlyOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        for (int round = 0; round < 3_000; round++) {
            Handled raced = new Handled();
            AtomicInteger tellings = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(3);
            for (int t = 0; t < 2; t++) {
                threads.execute(() -> {
                    raced.one();
                    done.countDown();
                });
            }
            threads.execute(() -> {
                raced.when(2, tellings::incrementAndGet);
                done.countDown();
            });
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(tellings).as("round %d", round).hasValue(1);
        }
        threads.shutdownNow();
    }
}
