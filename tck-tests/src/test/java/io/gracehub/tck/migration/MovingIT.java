// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static io.gracehub.tck.migration.Cluster.CALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.GatewayProcess;
import io.gracehub.tck.harness.WebSocketClient;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that move between two living servers: drains from code, which are taken back. */
final class MovingIT {

    private static final String MOVES = "gracehub_gateway_migrations_total";

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster("A", "B");
    }

    @BeforeEach
    void run() {
        cluster.running("A", "B");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Drains one application of a server until no client but a pinned one is there, and takes the drain back. */
    private static void evacuate(String from, String app, Fleets fleets, String... to) {
        try (WebSocketClient pin = cluster.pin(from, app)) {
            cluster.drain(from, app);
            fleets.awaitAt(to);
            fleets.awaitAnswers(2);
            assertThat(pin.open()).isTrue();
            cluster.resume(from, app);
        }
    }

    @Test
    @Clause({"GATE-1", "GATE-2", "GATE-3", "GATE-4", "GATE-5"})
    void drains_backAndForth_loseNothingOfClientsOfAllManners() {
        try (Fleets fleets = new Fleets(cluster)) {
            fleets.java(CALM, 60, Manner.DIRECT);
            fleets.browser(CALM, 60, Manner.DIRECT);
            fleets.java(CALM, 5, Manner.SLOW);
            fleets.java(CALM, 10, Manner.LATER);
            fleets.java(CALM, 10, Manner.ASIDE);
            fleets.awaitAnswers(2);

            evacuate("A", CALM, fleets, "B");
            evacuate("B", CALM, fleets, "A");
            evacuate("A", CALM, fleets, "B");

            fleets.assertLossless();
        }
    }

    @Test
    @Clause("GATE-2")
    void drain_withBigMessagesUnderWay_losesNothing() {
        try (Fleets fleets = new Fleets(cluster)) {
            fleets.java(CALM, 3, Manner.BIG_TEXT);
            fleets.java(CALM, 3, Manner.BIG_BINARY);
            fleets.java(CALM, 6, Manner.FRAGMENTS);
            fleets.awaitAnswers(1);

            evacuate("A", CALM, fleets, "B");
            evacuate("B", CALM, fleets, "A");

            fleets.assertLossless();
        }
    }

    @Test
    @Clause({"GATE-7", "GATE-20"})
    void drain_ofOneApplication_leavesTheOtherAlone() {
        try (Fleets fleets = new Fleets(cluster);
                Fleets others = new Fleets(cluster)) {
            List<JavaFleet> both = List.of(fleets.java(CALM, 10, Manner.DIRECT), fleets.java(CALM, 10, Manner.LATER));
            JavaFleet other = others.java(ANY, 10, Manner.DIRECT);
            fleets.awaitAnswers(1);
            others.awaitAnswers(1);
            long atA = both.stream()
                    .flatMap(fleet -> cluster.chains(fleet).stream())
                    .filter(chain -> chain.place().equals("A"))
                    .count();
            double before = cluster.mainGateway().metrics().sum(MOVES, "outcome=\"moved\"");

            evacuate("A", CALM, fleets, "B");

            fleets.assertLossless();
            assertThat(cluster.mainGateway().metrics().sum(MOVES, "outcome=\"moved\""))
                    .as("connections of that application that were at A")
                    .isEqualTo(before + atA);
            assertThat(atA).isPositive();
            others.assertLossless();
            assertThat(cluster.chains(other)).allMatch(chain -> chain.moves() == 0);
            assertThat(cluster.chains(other)).anyMatch(chain -> chain.place().equals("A"));
        }
    }

    @Test
    @Clause("GATE-6")
    void client_thatLeavesDuringTheMove_isGoneFromBothServers() {
        try (Fleets fleets = new Fleets(cluster);
                Fleets stayers = new Fleets(cluster);
                WebSocketClient pin = cluster.pin("A", CALM)) {
            JavaFleet leavers = fleets.java(CALM, 60, Manner.SELDOM);
            stayers.java(CALM, 10, Manner.DIRECT);
            fleets.awaitAnswers(1);

            cluster.drain("A", CALM);
            for (int i = 0; i < leavers.ledgers().size(); i++) {
                leavers.client(i).leave(i % 2 == 0);
            }

            stayers.awaitAt("B");
            Bound.await(
                    Bound.seconds(20),
                    () -> "hubs still have clients: " + cluster.chains(leavers),
                    () -> cluster.chains(leavers).stream()
                            .allMatch(chain -> chain.place().isEmpty()));
            assertThat(pin.open()).isTrue();
            cluster.resume("A", CALM);
            stayers.assertLossless();
            cluster.chains(leavers).forEach(Chain::assertUnbroken);
        }
    }

    @Test
    @Clause("GATE-8")
    void twoGateways_beforeTheSameServers_bothMoveTheirs() {
        try (GatewayProcess second = cluster.gateway().start();
                Fleets fleets = new Fleets(cluster)) {
            List.of("A", "B").forEach(name -> cluster.awaitLinked(second, 0, name));
            URI other = second.ws("/" + CALM);
            fleets.java(CALM, 20, Manner.DIRECT);
            fleets.add(JavaFleet.connect(other, 20, Manner.DIRECT));
            fleets.awaitAnswers(1);

            evacuate("A", CALM, fleets, "B");

            fleets.assertLossless();
        }
    }
}
