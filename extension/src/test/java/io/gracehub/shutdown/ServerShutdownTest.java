// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gracehub.GracefulShutdownMode;
import io.gracehub.ShutdownReport;
import io.gracehub.ShutdownReport.HookRun;
import io.gracehub.ShutdownReport.Outcome;
import io.gracehub.Stage;
import io.gracehub.StageChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerShutdownTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Stage> entered = new LinkedBlockingQueue<>();
    private final List<Hook> hooks = new ArrayList<>();
    private final FakeHub hub = new FakeHub(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE, TIMEOUT, 1);
    private Optional<Duration> hookTimeout = Optional.empty();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void drain_whenProbedAndClientsLeave_goesThroughTheStages() throws Exception {
        ServerShutdown shutdown = shutdown(hub);
        CompletableFuture<ShutdownReport> report = shutdown.drain();

        awaitStage(Stage.OFFLINE);
        assertThat(shutdown.refusing()).isFalse();
        assertThat(shutdown.status().deadline()).contains(ManualClock.START.plus(TIMEOUT));
        shutdown.answeredDown();
        awaitStage(Stage.HOOKS);
        assertThat(shutdown.refusing()).isTrue();
        awaitStage(Stage.CLIENTS);
        awaitCall(hub, "probe");
        hub.clientLeaves();
        shutdown.connectionEnded();
        awaitStage(Stage.STOPPED);

        assertThat(get(report).outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(get(report).left()).isEqualTo(1);
        assertThat(get(report).stages()).containsOnlyKeys(Stage.OFFLINE, Stage.HOOKS, Stage.CLIENTS, Stage.STOPPED);
        assertThat(hub.calls).contains("flush", "probe").doesNotContain("close");
    }

    @Test
    void drain_whenNobodyProbes_takesTheServerForOfflineAfterTheBound() throws Exception {
        ServerShutdown shutdown = shutdown(hub);
        shutdown.drain();
        awaitStage(Stage.OFFLINE);

        clock.advance(Duration.ofSeconds(4));
        assertThat(entered.poll(50, TimeUnit.MILLISECONDS)).isNull();
        clock.advance(Duration.ofSeconds(1));

        awaitStage(Stage.HOOKS);
    }

    @Test
    void drain_whenTheDeadlinePasses_closesStragglers() throws Exception {
        ServerShutdown shutdown = shutdown(hub);
        CompletableFuture<ShutdownReport> report = drainToClients(shutdown);

        clock.advance(TIMEOUT);

        awaitStage(Stage.STOPPED);
        assertThat(get(report).outcome()).isEqualTo(Outcome.DEADLINE);
        assertThat(get(report).closed()).isEqualTo(1);
        assertThat(hub.calls).containsOnlyOnce("close").doesNotContain("cut off");
    }

    @Test
    void drain_whenAStragglerDoesNotClose_cutsItOff() throws Exception {
        hub.closesWhenTold = false;
        ServerShutdown shutdown = shutdown(hub);
        CompletableFuture<ShutdownReport> report = drainToClients(shutdown);

        clock.advance(TIMEOUT);
        awaitStage(Stage.STOPPED);
        assertThat(report).isNotDone();
        for (int i = 0; i < 2_000 && !hub.calls.contains("cut off"); i++) { // the grace may begin after an advance
            clock.advance(StopStage.CLOSE_GRACE);
            entered.poll(5, TimeUnit.MILLISECONDS);
        }

        assertThat(get(report).failed()).isEqualTo(1);
        assertThat(hub.calls).contains("cut off");
    }

    @Test
    void drain_whenHubsHaveTheirOwnTimeouts_eachKeepsItsOwn() throws Exception {
        FakeHub patient = new FakeHub(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE, Duration.ofSeconds(60), 1);
        ServerShutdown shutdown = shutdown(hub, patient);
        CompletableFuture<ShutdownReport> report = drainToClients(shutdown);

        clock.advance(TIMEOUT);
        awaitCall(hub, "close");
        assertThat(patient.calls).doesNotContain("close");
        assertThat(report).isNotDone();
        clock.advance(TIMEOUT);

        awaitStage(Stage.STOPPED);
        awaitCall(patient, "close");
    }

    @Test
    void drain_whenAHubIsOff_leavesItAlone() throws Exception {
        FakeHub off = new FakeHub(GracefulShutdownMode.OFF, TIMEOUT, 1);
        List<String> ran = hooks("off hook", off);
        ServerShutdown shutdown = shutdown(hub, off);
        CompletableFuture<ShutdownReport> report = drainToClients(shutdown);
        hub.clientLeaves();
        get(report);

        assertThat(off.calls).isEmpty();
        assertThat(ran).isEmpty();

        shutdown.leave();
        assertThat(ran).containsExactly("off hook");
        assertThat(off.calls).containsExactly("close");
    }

    @Test
    void drain_whenCalledAgain_joinsTheOneUnderWay() throws Exception {
        ServerShutdown shutdown = shutdown(hub);
        CompletableFuture<ShutdownReport> first = drainToClients(shutdown);
        CompletableFuture<ShutdownReport> second = shutdown.drain(Trigger.processStop("SIGTERM"));
        hub.clientLeaves();

        assertThat(get(second)).isEqualTo(get(first));
        assertThat(get(shutdown.drain())).isEqualTo(get(first));
        assertThat(get(first).trigger()).isEqualTo("drain() called");
    }

    @Test
    void drain_whenTheContainerRefusesAlready_doesNotWaitForProbes() throws Exception {
        ServerShutdown shutdown = shutdown(hub);
        shutdown.drain(Trigger.APPLICATION_STOP);

        awaitStage(Stage.OFFLINE);
        awaitStage(Stage.HOOKS);
        awaitStage(Stage.CLIENTS);
    }

    @Test
    void hooks_runInOrderOfPriority_andNoneStopsTheNext() throws Exception {
        hookTimeout = Optional.of(Duration.ofSeconds(3));
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        List<String> ran = new ArrayList<>();
        hooks.add(new Hook("last", 40, hub, () -> ran.add("last")));
        hooks.add(new Hook("hangs", 30, hub, () -> {
            begun.countDown();
            awaitQuietly(never);
        }));
        hooks.add(new Hook("throws", 20, hub, () -> {
            throw new IllegalArgumentException("on purpose");
        }));
        hooks.add(new Hook("first", 10, hub, () -> ran.add("first")));
        ServerShutdown shutdown = shutdown(hub);
        CompletableFuture<ShutdownReport> report = shutdown.drain();
        shutdown.answeredDown();

        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        clock.advance(Duration.ofSeconds(3));
        hub.clientLeaves();

        List<HookRun> runs = get(report).hooks();
        assertThat(ran).containsExactly("first", "last");
        assertThat(runs).extracting(HookRun::hook).containsExactly("first", "throws", "hangs", "last");
        assertThat(runs.get(1).failure())
                .hasValueSatisfying(why -> assertThat(why).contains("on purpose"));
        assertThat(runs.get(2).failure())
                .hasValueSatisfying(why -> assertThat(why).contains("overran"));
        assertThat(runs.get(3).failure()).isEmpty();
    }

    @Test
    void hooks_whenWhatTheySentIsNotWritten_keepTheStage() throws Exception {
        FakeHub slow = new FakeHub(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE, TIMEOUT, 1, new CompletableFuture<>());
        ServerShutdown shutdown = shutdown(slow);
        shutdown.drain();
        shutdown.answeredDown();
        awaitStage(Stage.OFFLINE);
        awaitStage(Stage.HOOKS);

        assertThat(entered.poll(50, TimeUnit.MILLISECONDS)).isNull();
        slow.flushed.complete(null);

        awaitStage(Stage.CLIENTS);
    }

    @Test
    void hooks_whenAClientDoesNotReadWhatTheySent_leaveHalfOfTheTimeToTheOthers() throws Exception {
        FakeHub slow = new FakeHub(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE, TIMEOUT, 1, new CompletableFuture<>());
        ServerShutdown shutdown = shutdown(slow);
        shutdown.drain();
        shutdown.answeredDown();
        awaitStage(Stage.OFFLINE);
        awaitStage(Stage.HOOKS);
        awaitCall(slow, "flush");

        clock.advance(TIMEOUT.dividedBy(2).minusMillis(1));
        assertThat(entered.poll(50, TimeUnit.MILLISECONDS)).isNull();
        clock.advance(Duration.ofMillis(1));

        awaitStage(Stage.CLIENTS);
    }

    @Test
    void hooks_whenAnotherHubHasLessTime_leaveHalfOfThatOnes() throws Exception {
        FakeHub slow = new FakeHub(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE, TIMEOUT, 1, new CompletableFuture<>());
        FakeHub brief = new FakeHub(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE, TIMEOUT.dividedBy(3), 1);
        ServerShutdown shutdown = shutdown(slow, brief);
        shutdown.drain();
        shutdown.answeredDown();
        awaitStage(Stage.OFFLINE);
        awaitStage(Stage.HOOKS);
        awaitCall(slow, "flush");

        clock.advance(TIMEOUT.dividedBy(6));

        awaitStage(Stage.CLIENTS);
    }

    @Test
    void skip_whenDraining_goesStraightToStopped() throws Exception {
        List<String> ran = hooks("hook", hub);
        ServerShutdown shutdown = shutdown(hub);
        CompletableFuture<ShutdownReport> report = shutdown.drain();
        awaitStage(Stage.OFFLINE);

        shutdown.skip("second SIGTERM");

        awaitStage(Stage.STOPPED);
        assertThat(get(report).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(hub.calls).contains("close");
        assertThat(ran).isEmpty();
    }

    @Test
    void skip_whenRunning_doesNothing() {
        ServerShutdown shutdown = shutdown(hub);
        shutdown.skip("SIGTERM");

        assertThat(shutdown.stage()).isEqualTo(Stage.RUNNING);
    }

    @Test
    void resume_whenDraining_goesBack_andTheNextDrainRunsAnew() throws Exception {
        List<String> ran = hooks("hook", hub);
        ServerShutdown shutdown = shutdown(hub);
        CompletableFuture<ShutdownReport> report = drainToClients(shutdown);

        shutdown.resume();

        assertThat(shutdown.stage()).isEqualTo(Stage.RUNNING);
        assertThat(shutdown.refusing()).isFalse();
        awaitStage(Stage.RUNNING);
        assertThat(get(report).outcome()).isEqualTo(Outcome.RESUMED);
        assertThat(hub.calls).doesNotContain("close");

        CompletableFuture<ShutdownReport> again = drainToClients(shutdown);
        hub.clientLeaves();
        assertThat(get(again).outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(ran).containsExactly("hook", "hook");
    }

    @Test
    void resume_whenConnectionsAreBeingClosed_leavesTheOthersOpen() throws Exception {
        FakeHub closing = new FakeHub(GracefulShutdownMode.CLOSE_CLIENTS, TIMEOUT, 10);
        ServerShutdown shutdown = shutdown(closing);
        CompletableFuture<ShutdownReport> report = drainToClients(shutdown);
        awaitCall(closing, "close 1");

        shutdown.resume();

        assertThat(get(report).outcome()).isEqualTo(Outcome.RESUMED);
        assertThat(get(report).closed()).isEqualTo(1);
        assertThat(closing.connections).hasValue(9);
        assertThat(closing.wanted.getAsBoolean()).isFalse();
        awaitStage(Stage.RUNNING);
        CompletableFuture<ShutdownReport> again = drainToClients(shutdown);
        clock.advance(TIMEOUT.minusMillis(1));
        awaitStage(Stage.STOPPED);
        assertThat(get(again).outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(get(again).closed()).isEqualTo(9);
        assertThat(closing.calls).doesNotContain("close");
    }

    @Test
    void skip_whenConnectionsAreBeingClosed_closesTheOthersAtOnce() throws Exception {
        FakeHub closing = new FakeHub(GracefulShutdownMode.CLOSE_CLIENTS, TIMEOUT, 10);
        ServerShutdown shutdown = shutdown(closing);
        CompletableFuture<ShutdownReport> report = drainToClients(shutdown);
        awaitCall(closing, "close 1");

        shutdown.skip("second SIGTERM");

        assertThat(get(report).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(get(report).closed()).isEqualTo(10);
        assertThat(closing.wanted.getAsBoolean()).isFalse();
    }

    @Test
    void resume_whenRunning_doesNothing() {
        ServerShutdown shutdown = shutdown(hub);
        shutdown.resume();

        assertThat(shutdown.stage()).isEqualTo(Stage.RUNNING);
    }

    @Test
    void resume_whenTheProcessStops_isRefused() throws Exception {
        ServerShutdown shutdown = shutdown(hub);
        drainToClients(shutdown);
        shutdown.drain(Trigger.processStop("SIGTERM"));

        assertThatIllegalStateException()
                .isThrownBy(shutdown::resume)
                .withMessageContainingAll("GRACEHUB1510E", "stopping");
    }

    @Test
    void resume_whenCutShort_isRefused_andTheDrainEnds() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        hooks.add(new Hook("holds", 1, hub, () -> awaitQuietly(hold)));
        ServerShutdown shutdown = shutdown(hub);
        CompletableFuture<ShutdownReport> report = shutdown.drain();
        shutdown.answeredDown();
        awaitStage(Stage.OFFLINE);
        awaitStage(Stage.HOOKS);

        shutdown.skip("second SIGTERM");

        assertThatIllegalStateException().isThrownBy(shutdown::resume).withMessageContaining("GRACEHUB1510E");
        assertThat(get(report).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(shutdown.stage()).isEqualTo(Stage.STOPPED);
        hold.countDown();
    }

    @Test
    void leave_whenClientsOfAnOffHubGoLater_returnsWhenTheyHaveGone() throws Exception {
        FakeHub off = new FakeHub(GracefulShutdownMode.OFF, TIMEOUT, 1);
        off.closesWhenTold = false;
        ServerShutdown shutdown = shutdown(off);
        CompletableFuture<Void> left = CompletableFuture.runAsync(shutdown::leave, threads);
        awaitCall(off, "close");
        assertThat(left).isNotDone();

        off.clientLeaves();
        shutdown.connectionEnded();

        left.get(10, TimeUnit.SECONDS);
        assertThat(off.calls).doesNotContain("cut off");
    }

    @Test
    void listener_whenATransitionIsTakenBackMeanwhile_hearsTheOrderInWhichTheyHappened() throws Exception {
        List<Stage> heard = new CopyOnWriteArrayList<>();
        CountDownLatch heardBack = new CountDownLatch(1);
        ServerShutdown shutdown = new ServerShutdown(
                settings(),
                served(hub),
                hooks,
                event -> {
                    if (event.to() == Stage.OFFLINE) {
                        awaitQuietly(new CountDownLatch(1), 200);
                    }
                    heard.add(event.to());
                    if (event.to() == Stage.RUNNING) {
                        heardBack.countDown();
                    }
                },
                new ServerShutdown.Execution(clock, threads));
        shutdown.drain();

        shutdown.resume();

        assertThat(heardBack.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).containsExactly(Stage.OFFLINE, Stage.RUNNING);
    }

    @Test
    void resume_whenStopped_isRefused() throws Exception {
        ServerShutdown shutdown = shutdown(hub);
        CompletableFuture<ShutdownReport> report = drainToClients(shutdown);
        hub.clientLeaves();
        get(report);

        assertThatIllegalStateException()
                .isThrownBy(shutdown::resume)
                .withMessageContainingAll("GRACEHUB1510E", "STOPPED");
    }

    @Test
    void listener_whenItFails_doesNotStopTheDrain() throws Exception {
        ServerShutdown shutdown = new ServerShutdown(
                settings(),
                served(hub),
                hooks,
                event -> {
                    throw new IllegalStateException("on purpose");
                },
                new ServerShutdown.Execution(clock, threads));
        CompletableFuture<ShutdownReport> report = shutdown.drain(Trigger.APPLICATION_STOP);
        hub.clientLeaves();

        assertThat(get(report).outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void listener_whenADrainEnds_isToldOfItBeforeWhoeverWaits() throws Exception {
        BlockingQueue<ShutdownReport> told = new LinkedBlockingQueue<>();
        StageListener listener = new StageListener() {
            @Override
            public void changed(StageChanged event) {}

            @Override
            public void ended(ShutdownReport report) {
                told.add(report);
            }
        };
        ServerShutdown shutdown = new ServerShutdown(
                settings(), served(hub), hooks, listener, new ServerShutdown.Execution(clock, threads));
        CompletableFuture<ShutdownReport> report = shutdown.drain(Trigger.APPLICATION_STOP);
        hub.clientLeaves();

        ShutdownReport ended = get(report);
        assertThat(told.poll()).isSameAs(ended);
        assertThat(ended.begun()).isEqualTo(ManualClock.START);
    }

    private ServerShutdown shutdown(FakeHub... hubs) {
        return new ServerShutdown(
                settings(),
                served(hubs),
                hooks,
                (StageChanged event) -> entered.add(event.to()),
                new ServerShutdown.Execution(clock, threads));
    }

    private static Served served(FakeHub... hubs) {
        return new Served(List.of(hubs), LinkedGateways.NONE);
    }

    private ShutdownSettings settings() {
        return new ShutdownSettings(
                "server-1",
                TIMEOUT,
                hookTimeout,
                new ShutdownSettings.Offline(1, Duration.ofSeconds(5)),
                ClosePace.EVEN);
    }

    private List<String> hooks(String name, FakeHub owner) {
        List<String> ran = new ArrayList<>();
        hooks.add(new Hook(name, 1, owner, () -> ran.add(name)));
        return ran;
    }

    private CompletableFuture<ShutdownReport> drainToClients(ServerShutdown shutdown) throws Exception {
        CompletableFuture<ShutdownReport> report = shutdown.drain();
        awaitStage(Stage.OFFLINE);
        shutdown.answeredDown();
        awaitStage(Stage.HOOKS);
        awaitStage(Stage.CLIENTS);
        return report;
    }

    private void awaitStage(Stage expected) throws InterruptedException {
        assertThat(entered.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    private static void awaitCall(FakeHub hub, String call) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        CountDownLatch pause = new CountDownLatch(1);
        while (!hub.calls.contains(call) && System.nanoTime() < until) {
            pause.await(5, TimeUnit.MILLISECONDS);
        }
        assertThat(hub.calls).contains(call);
    }

    private static ShutdownReport get(CompletableFuture<ShutdownReport> report) throws Exception {
        return report.get(10, TimeUnit.SECONDS);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        awaitQuietly(latch, 20_000);
    }

    private static void awaitQuietly(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
