// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.ShutdownReport;
import io.gracehub.ShutdownReport.HookRun;
import io.gracehub.ShutdownReport.Outcome;
import io.gracehub.Stage;
import io.gracehub.shutdown.ServedHub.Departures;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** One drain: what it takes part in, its one deadline, how it is interrupted, and what it did. */
final class Drain {

    /** Why the stages must come to an end. */
    private enum Interruption {
        NONE,
        SKIPPED,
        TAKEN_BACK
    }

    private final ShutdownSettings settings;
    private final Clock clock;
    private final Trigger trigger;
    private final List<ServedHub> hubs;
    private final long begun;
    private final Instant begunAt;
    private final int connectionsAtStart;
    private final Departures departuresAtStart;
    private final LinkedGateways gateways;
    private final OfflineProof.Probes probes;
    private final OfflineProof proof;
    private final CompletableFuture<ShutdownReport> report = new CompletableFuture<>();

    private final Lock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private volatile Interruption interruption = Interruption.NONE;

    private final Map<Stage, Long> entered = new EnumMap<>(Stage.class);
    private final List<HookRun> hooks = new CopyOnWriteArrayList<>();
    private final Set<ServedHub> stragglers = new HashSet<>();

    /**
     * Begins a drain.
     *
     * @param served what takes part
     */
    Drain(ShutdownSettings settings, Clock clock, Trigger trigger, Served served) {
        this.settings = settings;
        this.clock = clock;
        this.trigger = trigger;
        this.hubs = served.hubs();
        this.gateways = served.gateways();
        this.begun = clock.nanoTime();
        this.begunAt = clock.instant();
        this.connectionsAtStart = hubs.stream().mapToInt(ServedHub::connections).sum();
        this.departuresAtStart = departures();
        this.probes = new OfflineProof.Probes(settings.offline().probes());
        this.proof = OfflineProof.of(gateways, probes);
    }

    ShutdownSettings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }

    Trigger trigger() {
        return trigger;
    }

    /** The hubs that take part. */
    List<ServedHub> hubs() {
        return hubs;
    }

    LinkedGateways gateways() {
        return gateways;
    }

    OfflineProof proof() {
        return proof;
    }

    /** The one deadline: that of the hub with the most time. */
    Deadline deadline() {
        return hubs.stream()
                .map(this::deadlineOf)
                .reduce(Deadline::orLater)
                .orElseGet(() -> deadlineAfter(settings.timeout()));
    }

    /** The deadline by the wall clock: the same whenever it is asked for. */
    Instant endsAt() {
        return timeOf(deadline().nanoTime());
    }

    Deadline deadlineOf(ServedHub hub) {
        return deadlineAfter(hub.timeout());
    }

    /** What passes some time after the trigger. */
    Deadline deadlineAfter(Duration time) {
        return new Deadline(clock, begun + time.toNanos());
    }

    /** Waits until something holds; returns false when the deadline passes first, or the drain is interrupted. */
    boolean await(BooleanSupplier until, Deadline bound) {
        return await(until, bound.orEarlier(deadline()), true);
    }

    boolean awaitEvenIfInterrupted(BooleanSupplier until, Deadline bound) {
        return await(until, bound, false);
    }

    private boolean await(BooleanSupplier until, Deadline bound, boolean interruptible) {
        lock.lock();
        try {
            while (!until.getAsBoolean()) {
                if (bound.passed() || (interruptible && interrupted())) {
                    return false;
                }
                clock.await(woken, bound.left().toNanos());
            }
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            skip();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Something has changed that a stage may be waiting for. */
    void wake() {
        lock.lock();
        try {
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void answeredDown() {
        lock.lock();
        try {
            probes.answeredDown();
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void skip() {
        interrupt(Interruption.SKIPPED);
    }

    void takeBack() {
        interrupt(Interruption.TAKEN_BACK);
    }

    private void interrupt(Interruption reason) {
        lock.lock();
        try {
            if (interruption == Interruption.NONE) {
                interruption = reason;
            }
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean interrupted() {
        return interruption != Interruption.NONE;
    }

    boolean takenBack() {
        return interruption == Interruption.TAKEN_BACK;
    }

    void stageEntered(Stage stage) {
        entered.put(stage, clock.nanoTime());
    }

    void hookRan(HookRun run) {
        hooks.add(run);
    }

    /** Those that have ended so far. */
    List<HookRun> hooks() {
        return hooks;
    }

    /** Closes those whose time is up, once per hub. */
    void closeStragglers(ServedHub hub) {
        int left = hub.connections();
        if (left > 0 && stragglers.add(hub)) {
            Messages.STRAGGLERS.log(hub.path(), left, elapsed().toMillis());
            hub.closeForRestart();
        }
    }

    Departures departed() {
        return departures().minus(departuresAtStart);
    }

    private Departures departures() {
        return hubs.stream().map(ServedHub::departures).reduce(Departures.NONE, Departures::plus);
    }

    /** The time of day that a moment of the clock was, as if nobody had set the time since the drain began. */
    Instant timeOf(long nanoTime) {
        return begunAt.plusNanos(nanoTime - begun);
    }

    Duration elapsed() {
        return Duration.ofNanos(clock.nanoTime() - begun);
    }

    CompletableFuture<ShutdownReport> report() {
        return report;
    }

    /** Ends it: the report is made and logged. Whoever waits for it is told by its owner. */
    ShutdownReport end() {
        long ended = clock.nanoTime();
        Departures departed = departed();
        ShutdownReport done = new ShutdownReport(
                trigger.name(),
                outcome(),
                begunAt,
                Duration.ofNanos(ended - begun),
                durations(ended),
                connectionsAtStart,
                departed.left(),
                departed.closed(),
                departed.migrated(),
                departed.failed(),
                hooks);
        Messages.REPORT.log(
                settings.server(),
                done.trigger(),
                done.outcome(),
                done.duration().toMillis(),
                done.connections(),
                done.left(),
                done.closed(),
                done.migrated(),
                done.failed(),
                hooks.size());
        return done;
    }

    private Outcome outcome() {
        if (interrupted()) {
            return takenBack() ? Outcome.RESUMED : Outcome.SKIPPED;
        }
        return stragglers.isEmpty() ? Outcome.COMPLETED : Outcome.DEADLINE;
    }

    private Map<Stage, Duration> durations(long ended) {
        Map<Stage, Duration> durations = new EnumMap<>(Stage.class);
        long until = ended;
        for (Stage stage : new Stage[] {Stage.STOPPED, Stage.CLIENTS, Stage.HOOKS, Stage.OFFLINE}) {
            Long since = entered.get(stage);
            if (since != null) {
                durations.put(stage, Duration.ofNanos(until - since));
                until = since;
            }
        }
        return durations;
    }
}
