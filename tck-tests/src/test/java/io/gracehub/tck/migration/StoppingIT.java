// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static io.gracehub.tck.migration.Cluster.CALM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.HandshakeRefused;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.TraceLine;
import io.gracehub.tck.harness.WebSocketClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers that stop with SIGTERM while their clients are at work. */
final class StoppingIT {

    private static final int TERMINATED = 143;

    /** Well below the deadline of the applications. */
    private static final Duration BOUND = Bound.seconds(20);

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster("A", "B", "C");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    @Clause({"GATE-1", "GATE-9", "MIG-7"})
    void term_withClientsOfBothKinds_movesAllBeforeTheServerExits() {
        cluster.running("A", "B");
        try (Fleets fleets = new Fleets(cluster)) {
            fleets.java(CALM, 100, Manner.DIRECT);
            fleets.browser(CALM, 100, Manner.DIRECT);
            fleets.java(ANY, 10, Manner.LATER);
            fleets.java(ANY, 10, Manner.TARDY);
            fleets.awaitAnswers(2);

            Server leaving = cluster.server("A");
            leaving.signal("TERM");

            assertThat(leaving.exitCode(BOUND)).isEqualTo(TERMINATED);
            fleets.awaitAt("B");
            fleets.awaitAnswers(2);
            fleets.assertLossless();
            assertThat(offline(leaving)).as("time to the gateway's word").isLessThan(Bound.seconds(3));
        }
    }

    /** How long the stage OFFLINE took; without a gateway it takes the 8 s of gracehub.shutdown.offline.timeout. */
    private static Duration offline(Server server) {
        TraceLine begun = server.awaitTrace("stage /" + CALM + " RUNNING>OFFLINE", Bound.SOON);
        TraceLine ended = server.awaitTrace("stage /" + CALM + " OFFLINE>HOOKS", Bound.SOON);
        return Duration.ofNanos(ended.nanos() - begun.nanos());
    }

    @Test
    @Clause({"GATE-5", "GATE-10"})
    void rollingRestart_ofThreeServers_movesToTheNewestRevision() {
        cluster.running("A", "B", "C");
        try (Fleets fleets = new Fleets(cluster)) {
            JavaFleet first = fleets.java(CALM, 60, Manner.DIRECT);
            fleets.browser(CALM, 30, Manner.DIRECT);
            fleets.java(ANY, 10, Manner.ASIDE);
            fleets.awaitAnswers(2);

            for (String name : List.of("A", "B", "C")) {
                cluster.property(name, "gracehub.server.revision", "2");
                cluster.server(name).signal("TERM");
                assertThat(cluster.server(name).exitCode(BOUND)).isEqualTo(TERMINATED);
                cluster.start(name);
            }

            fleets.awaitAt("A", "B");
            fleets.awaitAnswers(2);
            fleets.assertLossless();
            assertThat(cluster.chains(first)).allSatisfy(chain -> {
                assertThat(chain.moves()).as(chain::toString).isLessThanOrEqualTo(2);
                assertThat(chain.visits()).noneMatch(visit -> visit.migration().equals("B>C"));
            });
        }
    }

    @Test
    @Clause({"GATE-11", "MIG-14"})
    void term_ofTwoServersAtOnce_movesAllToTheThird() {
        cluster.running("A", "B", "C");
        try (Fleets fleets = new Fleets(cluster)) {
            fleets.java(CALM, 60, Manner.DIRECT);
            fleets.java(ANY, 5, Manner.SLOW);
            fleets.awaitAnswers(2);

            cluster.server("A").signal("TERM");
            cluster.server("B").signal("TERM");

            assertThat(cluster.server("A").exitCode(BOUND)).isEqualTo(TERMINATED);
            assertThat(cluster.server("B").exitCode(BOUND)).isEqualTo(TERMINATED);
            fleets.awaitAt("C");
            fleets.awaitAnswers(2);
            fleets.assertLossless(Chain::assertCarried);
        }
    }

    @Test
    @Clause("GATE-12")
    void term_whenATargetRefuses_movesToTheNext() {
        cluster.running("A", "B", "C");
        try (Fleets fleets = new Fleets(cluster)) {
            JavaFleet fleet = fleets.java(CALM, 45, Manner.DIRECT);
            fleets.awaitAnswers(1);
            cluster.server("B").post("/" + CALM + "/door/shut");

            cluster.server("A").signal("TERM");

            assertThat(cluster.server("A").exitCode(BOUND)).isEqualTo(TERMINATED);
            fleets.awaitAt("B", "C");
            fleets.awaitAnswers(2);
            cluster.server("B").post("/" + CALM + "/door/open");
            fleets.assertLossless(Chain::assertCarried);
            assertThat(cluster.chains(fleet)).anyMatch(chain -> chain.moves() == 1);
            assertThat(cluster.chains(fleet))
                    .filteredOn(chain -> chain.moves() > 0)
                    .allMatch(chain -> chain.place().equals("C"));
        }
    }

    @Test
    @Clause("GATE-13")
    void term_withoutAnotherServer_keepsClientsUntilOneAppears() {
        cluster.running("A");
        try (Fleets fleets = new Fleets(cluster)) {
            fleets.java(CALM, 40, Manner.DIRECT);
            fleets.java(ANY, 10, Manner.LATER);
            fleets.awaitAnswers(1);

            int mark = cluster.mainGateway().mark();
            cluster.server("A").signal("TERM");
            cluster.mainGateway().awaitOutput(mark, "GRACEHUB5402W", Bound.SOON);
            fleets.awaitAnswers(3);
            fleets.awaitAt("A");
            cluster.start("B");

            fleets.awaitAt("B");
            assertThat(cluster.server("A").exitCode(BOUND)).isEqualTo(TERMINATED);
            fleets.awaitAnswers(2);
            fleets.assertLossless();
        }
    }

    @Test
    @Clause("GATE-13")
    void term_withoutAnyOtherServer_closesWith1012AtTheDeadline() {
        cluster.running();
        cluster.property("A", "gracehub.shutdown.timeout", "5s");
        cluster.running("A");
        cluster.property("A", "gracehub.shutdown.timeout", Cluster.TIMEOUT);
        try (JavaFleet fleet = JavaFleet.connect(cluster.at(CALM), 20, Manner.DIRECT)) {
            fleet.awaitAnswers(1);

            long signalled = System.nanoTime();
            cluster.server("A").signal("TERM");

            Bound.await(
                    Bound.seconds(15),
                    () -> "still open: " + fleet.ledgers(),
                    () -> fleet.ledgers().stream().noneMatch(Ledger::open));
            assertThat(Duration.ofNanos(System.nanoTime() - signalled))
                    .isBetween(Duration.ofMillis(4500), Duration.ofSeconds(5).plus(Bound.seconds(3)));
            assertThat(fleet.ledgers())
                    .allSatisfy(ledger -> assertThat(ledger.problems().get(0))
                            .as(ledger::toString)
                            .startsWith("closed with 1012"));
            assertThat(cluster.server("A").exitCode(BOUND)).isEqualTo(TERMINATED);
            assertThat(cluster.mainGateway().readiness().status()).isEqualTo(503);
            HandshakeRefused refusal = catchThrowableOfType(
                    HandshakeRefused.class, () -> WebSocketClient.connect(URI.create(cluster.at(CALM) + "/direct/0")));
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.header("Retry-After")).isPresent();
        }
    }
}
