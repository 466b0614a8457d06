// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.fault.FaultyWire;
import io.gracehub.tck.fault.Harm;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.GatewayProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that die or stand still while clients move from A, which gets SIGTERM, at each step of that. */
@Tag("faults")
final class ProcessFaultsIT {

    private static final Duration STANDSTILL = Duration.ofSeconds(3);
    private static final int SIGTERM = 143;

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.wired("A", "B", "C");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Harm kill(String server) {
        return Harm.first(() -> {
            cluster.server(server).signal("KILL");
            cluster.server(server).exitCode(Bound.SOON);
        });
    }

    /** Lets a process stand still, and go on some seconds later. */
    private static Harm standstill(Consumer<String> process) {
        return Harm.first(() -> {
            process.accept("STOP");
            CompletableFuture.delayedExecutor(STANDSTILL.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> process.accept("CONT"));
        });
    }

    private static void connect(Fleets fleets) {
        fleets.java(ANY, 20, Manner.DIRECT);
        fleets.java(ANY, 5, Manner.LATER);
        fleets.awaitAnswers(1);
    }

    @ParameterizedTest
    @EnumSource
    @Clause("GATE-16")
    void kill_ofTheOldServerAtAStep_losesNoClient(LinkStep step) {
        cluster.running("A", "B");
        cluster.withFault(step, () -> {
            try (Fleets fleets = new Fleets(cluster)) {
                connect(fleets);

                FaultyWire wire = step.arm(cluster, kill("A"));
                cluster.server("A").signal("TERM");

                fleets.awaitAt("B");
                fleets.awaitAnswers(2);
                assertThat(wire.struck()).isTrue();
                fleets.assertAllWork();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    @Clause({"GATE-12", "GATE-16"})
    void kill_ofTheTargetAtAStep_losesNoClient(LinkStep step) {
        cluster.running("A", "B", "C");
        cluster.withFault(step, () -> {
            try (Fleets fleets = new Fleets(cluster)) {
                connect(fleets);

                FaultyWire wire = step.arm(cluster, kill("B"));
                cluster.server("A").signal("TERM");

                fleets.awaitAt("C");
                fleets.awaitAnswers(2);
                assertThat(wire.struck()).isTrue();
                assertThat(cluster.server("A").exitCode(Bound.seconds(30))).isEqualTo(SIGTERM);
                fleets.assertAllWork();
            }
        });
    }

    /** Its clients are gone, and both servers know; the next gateway has all that it needs. */
    @ParameterizedTest
    @EnumSource
    @Clause("GATE-31")
    void kill_ofTheGatewayAtAStep_endsItsConnectionsAlone(LinkStep step) {
        cluster.running("A", "B");
        cluster.withFault(step, () -> {
            try (GatewayProcess doomed = cluster.gateway().start()) {
                cluster.awaitLinked(doomed, 0, "A");
                cluster.awaitLinked(doomed, 0, "B");
                try (Fleets fleets = new Fleets(cluster);
                        Fleet cut = JavaFleet.connect(doomed.ws("/" + ANY), 20, Manner.DIRECT)) {
                    connect(fleets);
                    cut.awaitAnswers(1);

                    FaultyWire wire = step.arm(cluster, Harm.first(() -> {
                        doomed.signal("KILL");
                        doomed.exitCode(Bound.SOON);
                    }));
                    cluster.server("A").signal("TERM");

                    fleets.awaitAt("B");
                    fleets.awaitAnswers(2);
                    assertThat(wire.struck()).isTrue();
                    assertThat(cluster.server("A").exitCode(Bound.seconds(30))).isEqualTo(SIGTERM);
                    fleets.assertLossless(Chain::assertCarried);
                    Bound.await(
                            Bound.SOON,
                            () -> "a client of the dead gateway is still at a server: " + cluster.chains(cut),
                            () -> cluster.chains(cut).stream()
                                    .allMatch(chain -> chain.place().isEmpty()));
                    // the JDK's client tells of no end where sending fails first
                    assertThat(cut.ledgers())
                            .noneMatch(ledger -> ledger.problems().isEmpty());
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    @Clause("GATE-32")
    void standstill_ofTheOldServerAtAStep_losesNothing(LinkStep step) {
        assertLossless(step, standstill(signal -> cluster.server("A").signal(signal)));
    }

    @ParameterizedTest
    @EnumSource
    @Clause("GATE-32")
    void standstill_ofTheTargetAtAStep_losesNothing(LinkStep step) {
        assertLossless(step, standstill(signal -> cluster.server("B").signal(signal)));
    }

    @ParameterizedTest
    @EnumSource
    @Clause("GATE-32")
    void standstill_ofTheGatewayAtAStep_losesNothing(LinkStep step) {
        assertLossless(step, standstill(signal -> cluster.mainGateway().signal(signal)));
    }

    /** Its pings tell after a while; what is late by then has an end that tells the client. */
    @ParameterizedTest
    @EnumSource
    @Clause("GATE-45")
    void silence_ofALinkAtAStep_isAnnounced(LinkStep step) {
        cluster.running("A", "B");
        cluster.withFault(step, () -> {
            try (Fleets fleets = new Fleets(cluster)) {
                connect(fleets);

                FaultyWire wire = step.arm(cluster, Harm.freeze());
                cluster.server("A").signal("TERM");

                Bound.await(Bound.seconds(20), () -> step + " was not seen", wire::hasStruck);
                assertThat(cluster.server("A").exitCode(Bound.seconds(40))).isEqualTo(SIGTERM);
                assertThat(fleets.assertHonest("B"))
                        .allSatisfy(chain -> assertThat(chain.ledger().problems())
                                .anyMatch(problem -> problem.matches("(closed with 1012|could not send).*")));
                cluster.awaitQuiet();
            }
        });
    }

    private static void assertLossless(LinkStep step, Harm harm) {
        cluster.running("A", "B");
        cluster.withFault(step, () -> {
            try (Fleets fleets = new Fleets(cluster)) {
                connect(fleets);

                FaultyWire wire = step.arm(cluster, harm);
                cluster.server("A").signal("TERM");

                fleets.awaitAt("B");
                fleets.awaitAnswers(2);
                assertThat(wire.struck()).isTrue();
                assertThat(cluster.server("A").exitCode(Bound.seconds(30))).isEqualTo(SIGTERM);
                fleets.assertLossless(Chain::assertCarried);
            }
        });
    }
}
