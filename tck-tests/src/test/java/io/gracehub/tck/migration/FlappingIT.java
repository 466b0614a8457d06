// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that are cut again and again while clients move. */
@Tag("faults")
final class FlappingIT {

    private static final Duration EVERY = Duration.ofMillis(200);
    private static final int SIGTERM = 143;

    /** The deadline of the applications, and what the end of the process takes. */
    private static final Duration DEADLINE = Duration.ofSeconds(25).plus(Bound.seconds(5));

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.wired("A", "B");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @ParameterizedTest(name = "the links to {0}")
    @ValueSource(strings = {"A", "B", "A B"})
    @Clause({"GATE-53", "GATE-9", "MIG-18"})
    void links_thatAreCutAgainAndAgainWhileAServerStops_loseNothing(String whose) {
        List<String> servers = List.of(whose.split(" ", -1));
        cluster.running("A", "B");
        try (Fleets fleets = new Fleets(cluster)) {
            fleets.java(ANY, 40, Manner.DIRECT);
            fleets.java(ANY, 5, Manner.LATER);
            fleets.awaitAnswers(1);

            AtomicInteger cuts = new AtomicInteger();
            try (Repeatedly cutting = new Repeatedly(
                    EVERY,
                    turn -> servers.forEach(
                            server -> cuts.addAndGet(cluster.wire(server).cutLinks())))) {
                cluster.server("A").signal("TERM");

                assertThat(cluster.server("A").exitCode(DEADLINE)).isEqualTo(SIGTERM);
                assertThat(cutting.turns()).isGreaterThan(3);
            }
            fleets.awaitAt("B");
            fleets.awaitAnswers(2);
            assertThat(cuts).as("links that were cut").hasValueGreaterThan(3);
            fleets.assertLossless(Chain::assertCarried);
        }
    }
}
