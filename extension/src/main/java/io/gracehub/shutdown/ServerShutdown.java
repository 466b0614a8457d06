// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.GracefulShutdown;
import io.gracehub.GracefulShutdownMode;
import io.gracehub.ShutdownReport;
import io.gracehub.ShutdownStatus;
import io.gracehub.Stage;
import io.gracehub.StageChanged;
import io.gracehub.shutdown.ServedHub.Departures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The graceful shutdown of one server: owns its stage, and runs at most one drain at a time. Every trigger leads here.
 */
public final class ServerShutdown implements GracefulShutdown {

    private final ShutdownSettings settings;
    private final Clock clock;
    private final List<ServedHub> hubs;
    private final LinkedGateways gateways;
    private final Executor executor;
    private final Transitions transitions;
    private final HookRunner hooks;
    private final StageRun stop = new StopStage();
    private final List<StageRun> stages;

    private final Object lock = new Object();
    private final StageMachine machine = new StageMachine();
    private volatile Stage stage = Stage.RUNNING;
    private volatile boolean serverStops;
    private volatile @Nullable Drain drain;
    private volatile @Nullable ShutdownReport lastReport;
    private volatile @Nullable Drain rest; // of the hubs that take no part, at the very end

    /** Makes the shutdown of a running server. */
    public ServerShutdown(
            ShutdownSettings settings, Served served, List<Hook> hooks, StageListener listener, Execution execution) {
        this.settings = settings;
        this.clock = execution.clock();
        this.executor = execution.executor();
        this.hubs = served.hubs();
        this.gateways = served.gateways();
        this.transitions = new Transitions(settings.server(), listener, executor);
        this.hooks = new HookRunner(hooks, executor);
        this.stages = List.of(new OfflineStage(), new HooksStage(this.hooks), new ClientsStage(), stop);
    }

    /**
     * What it runs on.
     *
     * @param clock the time
     * @param executor gives each task a thread at once: the drain, the hooks, the listeners
     */
    public record Execution(Clock clock, Executor executor) {}

    @Override
    public CompletableFuture<ShutdownReport> drain() {
        return drain(Trigger.CODE).copy();
    }

    /** Starts a drain, or joins the one that is under way or has ended. */
    public CompletableFuture<ShutdownReport> drain(Trigger trigger) {
        Drain begun;
        CompletableFuture<Void> telling;
        synchronized (lock) {
            serverStops |= trigger.stopsServer();
            Drain known = drain;
            if (stage != Stage.RUNNING && known != null) {
                return known.report();
            }
            begun = new Drain(settings, clock, trigger, new Served(hubs(true), gateways));
            drain = begun;
            telling = enterLocked(begun, Stage.OFFLINE);
        }
        executor.execute(() -> run(begun, telling));
        return begun.report();
    }

    /** Drains and waits until that has ended. Its own bounds end it; the wait's is for what nobody thought of. */
    public void drainAndWait(Trigger trigger) {
        CompletableFuture<ShutdownReport> report = drain(trigger);
        try {
            report.get(longestWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failure) {
            Messages.DRAIN_FAILED.log(settings.server(), failure);
        }
    }

    /** How long the drain may still take: what its deadline leaves, and what may be needed to close after it. */
    public Duration longestWait() {
        Drain running = drain;
        return (running == null ? settings.timeout() : running.deadline().left())
                .plus(StopStage.CLOSE_GRACE)
                .plus(Transitions.BOUND.multipliedBy(stages.size() + 2L));
    }

    /** Cuts the drain short: whoever is left is closed at once. Without a drain under way it does nothing. */
    public void skip(String cause) {
        synchronized (lock) {
            Drain running = drain;
            if (running != null && stage != Stage.RUNNING && stage != Stage.STOPPED) {
                Messages.SKIPPED.log(settings.server(), cause, stage, connections());
                running.skip();
            }
        }
    }

    @Override
    public void resume() {
        CompletableFuture<Void> telling;
        synchronized (lock) {
            Drain running = drain;
            if (stage == Stage.RUNNING || running == null) {
                return;
            }
            if (stage == Stage.STOPPED) {
                throw new IllegalStateException(
                        Messages.CANNOT_RESUME.text(settings.server(), "it has reached stage STOPPED"));
            }
            if (serverStops) {
                throw new IllegalStateException(
                        Messages.CANNOT_RESUME.text(settings.server(), "the process or the application is stopping"));
            }
            if (running.interrupted()) {
                throw new IllegalStateException(
                        Messages.CANNOT_RESUME.text(settings.server(), "it has been cut short"));
            }
            running.takeBack();
            telling = enterLocked(Stage.RUNNING, "taken back");
            gateways.resume();
        }
        transitions.await(telling);
    }

    /** Runs the stages, on a thread of the drain's own. */
    private void run(Drain running, CompletableFuture<Void> telling) {
        try {
            transitions.await(telling);
            for (StageRun next : stages) {
                if (next.stage() == Stage.OFFLINE || enter(running, next.stage())) {
                    next.run(running);
                }
            }
        } catch (RuntimeException failure) {
            Messages.DRAIN_FAILED.logWith(failure, settings.server(), failure);
            running.hubs().forEach(ServedHub::closeForRestart);
        } finally {
            ShutdownReport report = running.end();
            lastReport = report; // before anybody is told, who may ask for it
            tellEnd(report);
            running.report().complete(report);
        }
    }

    private void tellEnd(ShutdownReport report) {
        try {
            transitions.ended(report);
        } catch (RuntimeException failure) { // the drain has ended all the same
            Messages.LISTENER_FAILED.logWith(failure, failure);
        }
    }

    /** Enters a stage unless the drain has been interrupted; STOPPED is skipped only when it has been taken back. */
    private boolean enter(Drain running, Stage next) {
        CompletableFuture<Void> telling;
        synchronized (lock) {
            if (running.takenBack() || (running.interrupted() && next != Stage.STOPPED)) {
                return false;
            }
            telling = enterLocked(running, next);
        }
        transitions.await(telling);
        return true;
    }

    /** The gateways are told under the lock: never of a drain that has been taken back meanwhile. */
    private CompletableFuture<Void> enterLocked(Drain running, Stage next) {
        running.stageEntered(next);
        if (next == Stage.OFFLINE) {
            gateways.goOffline(() -> running.deadline().left());
        } else if (next == Stage.CLIENTS) {
            gateways.migrate();
        }
        return enterLocked(next, running.trigger().name());
    }

    private CompletableFuture<Void> enterLocked(Stage next, String cause) {
        Stage before = machine.enter(next);
        stage = next;
        return transitions.tell(new StageChanged(before, next, status()), cause);
    }

    @Override
    public ShutdownStatus status() {
        Drain running = drain;
        Stage now = stage;
        if (running == null || now == Stage.RUNNING) {
            return new ShutdownStatus(now, Optional.empty(), connections(), 0, 0, 0, 0, List.of(), Optional.empty());
        }
        Departures departed = running.departed();
        return new ShutdownStatus(
                now,
                Optional.of(running.trigger().name()),
                connections(),
                departed.left(),
                departed.closed(),
                departed.migrated(),
                departed.failed(),
                running.hooks(),
                now == Stage.STOPPED ? Optional.empty() : Optional.of(running.endsAt()));
    }

    /** What the last drain that has ended did. */
    public Optional<ShutdownReport> lastReport() {
        return Optional.ofNullable(lastReport);
    }

    private int connections() {
        return hubs.stream().mapToInt(ServedHub::connections).sum();
    }

    public Stage stage() {
        return stage;
    }

    /** Whether new handshakes are refused: the server is known to be offline. */
    public boolean refusing() {
        return stage.compareTo(Stage.HOOKS) >= 0;
    }

    /** Whether a hub takes part in a drain. */
    public boolean drains() {
        return !hubs(true).isEmpty();
    }

    /** The hubs that take part in a drain, or those that do not because their mode is {@code off}. */
    private List<ServedHub> hubs(boolean takingPart) {
        return hubs.stream()
                .filter(hub -> takingPart == (hub.mode() != GracefulShutdownMode.OFF))
                .toList();
    }

    /**
     * The application ends, and no session may outlive it: what a hub that takes no part in a drain has kept back is
     * done now.
     */
    public void leave() {
        Drain last = new Drain(settings, clock, Trigger.APPLICATION_STOP, new Served(hubs(false), gateways));
        rest = last;
        hooks.run(last);
        stop.run(last);
    }

    /** Told when the readiness check has been asked and has answered DOWN. */
    public void answeredDown() {
        Drain running = drain;
        if (running != null) {
            running.answeredDown();
        }
    }

    /** Told when a gateway has linked, answered, or gone. */
    public void gatewaysChanged() {
        wake(drain);
    }

    /** Told when a connection has ended. */
    public void connectionEnded() {
        wake(drain);
        wake(rest);
    }

    private static void wake(@Nullable Drain waiting) {
        if (waiting != null) {
            waiting.wake();
        }
    }
}
