// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Gateways that answer when a test says so. */
final class FakeGateways implements LinkedGateways {

    final List<String> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger unanswered = new AtomicInteger();
    volatile boolean route;
    volatile Duration told = Duration.ZERO;
    volatile Duration mayRelay = Duration.ZERO;

    @Override
    public void goOffline(Supplier<Duration> left) {
        told = left.get();
        calls.add("offline");
    }

    @Override
    public boolean route() {
        return route;
    }

    @Override
    public int unanswered() {
        return unanswered.get();
    }

    @Override
    public void migrate() {
        calls.add("migrate");
    }

    @Override
    public void resume() {
        calls.add("resume");
    }

    @Override
    public Duration mayRelay() {
        return mayRelay;
    }

    @Override
    public CompletionStage<?> close() {
        calls.add("close");
        return CompletableFuture.completedFuture(null);
    }
}
