// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static io.gracehub.tck.migration.Cluster.CALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers that fall silent as if their machine had vanished: a process that stands still answers nothing, and ends nothing. */
final class SilenceIT {

    /** Three pings, five seconds apart, the answer to Close, and the next link's handshake. */
    private static final Duration NOTICED = Bound.seconds(40);

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster(gateway -> gateway.property("gracehub.gateway.silence-timeout", "8s"), "A", "B");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static void awaitOfA(int mark, String id, String app) {
        cluster.mainGateway().awaitOutput(mark, id + ": .*" + cluster.address("A", app), NOTICED);
    }

    @Test
    @Clause("GATE-46")
    void silence_thatLasts_movesTheConnectionsOfLevelAnyAndEndsTheOthers() {
        cluster.running("A", "B");
        try (Fleets fleets = new Fleets(cluster)) {
            Fleet any = fleets.java(ANY, 30, Manner.DIRECT);
            Fleet calm = fleets.java(CALM, 20, Manner.DIRECT);
            fleets.awaitAnswers(2);
            List<Chain> before = cluster.chains(calm);
            assertThat(before).anyMatch(chain -> chain.place().equals("A"));
            assertThat(cluster.chains(any)).anyMatch(chain -> chain.place().equals("A"));

            int mark = cluster.mainGateway().mark();
            cluster.server("A").signal("STOP");
            try {
                awaitOfA(mark, "GRACEHUB5211W", ANY);
                awaitOfA(mark, "GRACEHUB5211W", CALM);
                fleets.awaitAtOrEnded("B");
                any.awaitAnswers(2);
            } finally {
                mark = cluster.mainGateway().mark();
                cluster.server("A").signal("CONT");
            }

            for (Chain chain : before) {
                boolean silent = chain.place().equals("A");
                assertThat(chain.ledger().open()).as(chain::toString).isEqualTo(!silent);
                if (silent) {
                    assertThat(chain.ledger().problems()).first().asString().contains("closed with 1012");
                }
            }
            cluster.awaitLinked(cluster.mainGateway(), mark, "A");
            assertThat(fleets.assertHonest("A", "B"))
                    .allMatch(chain -> before.stream().anyMatch(each -> each.ledger() == chain.ledger()));
            assertThat(cluster.chains(any))
                    .allSatisfy(chain -> assertThat(chain.unclosed())
                            .extracting(Visit::server)
                            .containsExactly("B"));
        }
        try (Fleets fleets = new Fleets(cluster)) {
            fleets.java(ANY, 4, Manner.DIRECT);
            fleets.awaitAnswers(1);
            assertThat(fleets.chains())
                    .as("A is back")
                    .anyMatch(chain -> chain.place().equals("A"));
            fleets.assertLossless();
        }
    }

    @Test
    @Clause("GATE-46")
    void silence_thatEndsInTime_losesNothing() {
        cluster.running("A", "B");
        try (Fleets fleets = new Fleets(cluster)) {
            fleets.java(ANY, 20, Manner.DIRECT);
            fleets.java(CALM, 20, Manner.DIRECT);
            fleets.awaitAnswers(2);

            int mark = cluster.mainGateway().mark();
            cluster.server("A").signal("STOP");
            try {
                awaitOfA(mark, "GRACEHUB5201W", ANY);
                awaitOfA(mark, "GRACEHUB5201W", CALM);
            } finally {
                mark = cluster.mainGateway().mark();
                cluster.server("A").signal("CONT");
            }

            cluster.awaitLinked(cluster.mainGateway(), mark, "A");
            fleets.awaitAnswers(2);
            fleets.assertLossless();
        }
    }
}
