// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.GracefulShutdownMode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A hub whose clients do what a test says. */
final class FakeHub implements ServedHub {

    final List<String> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final CompletableFuture<Void> flushed;
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final GracefulShutdownMode mode;
    private final Duration timeout;
    volatile boolean closesWhenTold = true;
    volatile BooleanSupplier wanted = () -> true;

    FakeHub(GracefulShutdownMode mode, Duration timeout, int connections) {
        this(mode, timeout, connections, CompletableFuture.completedFuture(null));
    }

    FakeHub(GracefulShutdownMode mode, Duration timeout, int connections, CompletableFuture<Void> flushed) {
        this.mode = mode;
        this.timeout = timeout;
        this.connections.set(connections);
        this.flushed = flushed;
    }

    void clientLeaves() {
        connections.decrementAndGet();
        left.incrementAndGet();
    }

    @Override
    public String path() {
        return "/fake";
    }

    @Override
    public GracefulShutdownMode mode() {
        return mode;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public int connections() {
        return connections.get();
    }

    @Override
    public Departures departures() {
        return new Departures(left.get(), closed.get(), 0, failed.get());
    }

    @Override
    public CompletionStage<?> flushed() {
        calls.add("flush");
        return flushed;
    }

    @Override
    public void probe() {
        calls.add("probe");
    }

    /** Those who are told go at once, or else stay and are told no more. */
    @Override
    public Closer closer(BooleanSupplier wanted) {
        this.wanted = wanted;
        AtomicInteger told = new AtomicInteger();
        return new Closer() {
            @Override
            public int left() {
                return connections.get() - told.get();
            }

            @Override
            public void close(int most) {
                int closing = Math.min(most, left());
                if (closesWhenTold) {
                    connections.addAndGet(-closing);
                    closed.addAndGet(closing);
                } else {
                    told.addAndGet(closing);
                }
                calls.add("close " + closing);
            }
        };
    }

    @Override
    public CompletionStage<?> closeForRestart() {
        calls.add("close");
        if (closesWhenTold) {
            closed.addAndGet(connections.getAndSet(0));
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> cutOff() {
        calls.add("cut off");
        failed.addAndGet(connections.getAndSet(0));
        return CompletableFuture.completedStage(null);
    }
}
