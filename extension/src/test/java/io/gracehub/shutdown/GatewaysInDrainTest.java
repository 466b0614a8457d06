// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.GracefulShutdownMode;
import io.gracehub.ShutdownReport;
import io.gracehub.ShutdownReport.Outcome;
import io.gracehub.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewaysInDrainTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Stage> entered = new LinkedBlockingQueue<>();
    private final FakeHub hub = new FakeHub(GracefulShutdownMode.MIGRATE_CLIENTS, TIMEOUT, 1);
    private final FakeGateways gateways = new FakeGateways();
    private final ServerShutdown shutdown = new ServerShutdown(
            new ShutdownSettings(
                    "server-1",
                    TIMEOUT,
                    Optional.empty(),
                    new ShutdownSettings.Offline(1, Duration.ofSeconds(5)),
                    ClosePace.EVEN),
            new Served(List.of(hub), gateways),
            List.of(),
            event -> entered.add(event.to()),
            new ServerShutdown.Execution(clock, threads));

    @BeforeEach
    void linkTwo() {
        gateways.route = true;
        gateways.unanswered.set(2);
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void offline_whenGatewaysAreLinked_isProvenByTheirAnswersAlone() throws Exception {
        CompletableFuture<ShutdownReport> report = shutdown.drain();
        awaitStage(Stage.OFFLINE);
        assertThat(gateways.calls).containsExactly("offline");
        assertThat(gateways.told).isEqualTo(TIMEOUT);

        shutdown.answeredDown();
        answer();
        assertThat(entered.poll(50, TimeUnit.MILLISECONDS)).isNull();
        answer();

        awaitStage(Stage.HOOKS);
        awaitStage(Stage.CLIENTS);
        assertThat(gateways.calls).containsExactly("offline", "migrate");
        hub.clientLeaves();
        shutdown.connectionEnded();
        assertThat(report.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(gateways.calls).containsExactly("offline", "migrate", "close");
    }

    @Test
    void offline_whenOneDoesNotAnswer_endsAtItsBound() throws Exception {
        shutdown.drain();
        awaitStage(Stage.OFFLINE);
        answer();

        clock.advance(Duration.ofSeconds(5));

        awaitStage(Stage.HOOKS);
    }

    @Test
    void offline_whenNoneIsLinked_isProvenByProbes() throws Exception {
        gateways.route = false;
        shutdown.drain();
        awaitStage(Stage.OFFLINE);

        shutdown.answeredDown();

        awaitStage(Stage.HOOKS);
    }

    @Test
    void offline_whenTheContainerRefusesAlready_tellsGatewaysAndGoesOn() throws Exception {
        shutdown.drain(Trigger.APPLICATION_STOP);

        awaitStage(Stage.OFFLINE);
        awaitStage(Stage.HOOKS);
        assertThat(gateways.calls).startsWith("offline");
    }

    @Test
    void resume_whenDraining_tellsGateways_andNothingComesAfterIt() throws Exception {
        CompletableFuture<ShutdownReport> report = shutdown.drain();
        awaitStage(Stage.OFFLINE);

        shutdown.resume();

        assertThat(report.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.RESUMED);
        assertThat(gateways.calls).containsExactly("offline", "resume");
    }

    @Test
    void stop_whenStragglersAreLeft_closesThemBeforeTheLinks() throws Exception {
        hub.calls.clear();
        CompletableFuture<ShutdownReport> report = shutdown.drain();
        awaitStage(Stage.OFFLINE);
        answer();
        answer();
        awaitStage(Stage.HOOKS);
        awaitStage(Stage.CLIENTS);

        clock.advance(TIMEOUT);

        assertThat(report.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.DEADLINE);
        assertThat(hub.calls).contains("close");
        assertThat(gateways.calls).endsWith("close");
    }

    @Test
    void clients_whenRepliesMayStillFollow_staySoLong() throws Exception {
        gateways.mayRelay = Duration.ofSeconds(1);
        CompletableFuture<ShutdownReport> report = drainWithoutClients();

        assertThat(report).failsWithin(Duration.ofMillis(50));
        assertThat(gateways.calls).endsWith("migrate");
        gateways.mayRelay = Duration.ZERO;
        clock.advance(TIMEOUT.dividedBy(2));

        assertThat(report.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(gateways.calls).endsWith("close");
    }

    @Test
    void clients_whenRepliesMayStillFollow_endAtOnceWhereTheyMust() throws Exception {
        gateways.mayRelay = Duration.ofSeconds(1);
        CompletableFuture<ShutdownReport> report = drainWithoutClients();

        shutdown.skip("a test");

        assertThat(report.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(gateways.calls).endsWith("close");
    }

    private CompletableFuture<ShutdownReport> drainWithoutClients() throws InterruptedException {
        hub.clientLeaves();
        CompletableFuture<ShutdownReport> report = shutdown.drain();
        awaitStage(Stage.OFFLINE);
        answer();
        answer();
        awaitStage(Stage.HOOKS);
        awaitStage(Stage.CLIENTS);
        return report;
    }

    @Test
    void proof_saysWhatIsMissing() {
        OfflineProof proof = OfflineProof.of(gateways, new OfflineProof.Probes(3));

        assertThat(proof.shortfall()).contains("2 linked gateways", "FIN");
        gateways.route = false;
        assertThat(proof.shortfall()).contains("0 of 3", "gracehub.shutdown.offline.probes");
    }

    private void answer() {
        gateways.unanswered.decrementAndGet();
        shutdown.gatewaysChanged();
    }

    private void awaitStage(Stage expected) throws InterruptedException {
        assertThat(entered.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
    }
}
