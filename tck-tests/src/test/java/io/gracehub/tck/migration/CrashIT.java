// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static io.gracehub.tck.migration.Cluster.CALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers that die. */
final class CrashIT {

    private static final Pattern GAP = Pattern.compile("handled=(\\d+) now=(\\d+)");

    /** The state is sent ten times a second at most, and a client asks five questions a second. */
    private static final int FORGOTTEN = 5;

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster("A", "B", "C");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static void kill(String name) {
        cluster.server(name).signal("KILL");
        cluster.server(name).exitCode(Bound.SOON);
    }

    @Test
    @Clause("GATE-14")
    void kill_atLevelAny_movesClientsWithTheirLastState() {
        cluster.running("A", "B");
        try (Fleets fleets = new Fleets(cluster)) {
            Fleet java = fleets.java(ANY, 40, Manner.DIRECT);
            Fleet browser = fleets.browser(ANY, 20, Manner.DIRECT);
            fleets.awaitAnswers(3);

            kill("A");

            fleets.awaitAt("B");
            assertSurvived(java, "A", "B");
            assertSurvived(browser, "A", "B");
        }
    }

    /** Those that lost their server go on elsewhere; the others have noticed nothing. */
    private static void assertSurvived(Fleet fleet, String from, String to) {
        fleet.pause();
        List<Chain> chains = cluster.chains(fleet);
        assertThat(chains).anyMatch(Chain::lost);
        for (Chain chain : chains) {
            if (chain.lost()) {
                chain.assertSurvived(from, to);
            } else {
                chain.assertUnbroken();
            }
        }
        fleet.settleBut(ledger -> chains.stream().anyMatch(chain -> chain.lost() && chain.ledger() == ledger));
        assertThat(fleet.ledgers()).allSatisfy(ledger -> {
            assertThat(ledger.problems()).as(ledger::toString).isEmpty();
            assertThat(ledger.open()).isTrue();
        });
        assertThat(cluster.gaps(fleet))
                .allSatisfy(gap -> assertThat(forgotten(gap)).as(gap).isBetween(0, FORGOTTEN));
    }

    private static int forgotten(String gap) {
        Matcher matcher = GAP.matcher(gap);
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(2)) - 1 - Integer.parseInt(matcher.group(1));
    }

    @Test
    @Clause("GATE-15")
    void kill_atLevelShutdownOnly_endsTheConnectionsOfThatServerAlone() {
        cluster.running("A", "B");
        try (JavaFleet fleet = JavaFleet.connect(cluster.at(CALM), 30, Manner.DIRECT)) {
            fleet.awaitAnswers(2);
            List<Chain> before = cluster.chains(fleet);

            kill("A");

            for (Chain chain : before) {
                Ledger ledger = chain.ledger();
                if (chain.place().equals("A")) {
                    Bound.await(Bound.seconds(8), () -> "still open: " + ledger, () -> !ledger.open());
                    assertThat(ledger.problems().get(0)).containsPattern("closed with (1006|1012)");
                }
            }
            assertThat(before).anyMatch(chain -> chain.place().equals("A"));
            fleet.settleBut(ledger -> !ledger.open());
            assertThat(before)
                    .filteredOn(chain -> chain.place().equals("B"))
                    .isNotEmpty()
                    .allSatisfy(chain -> assertThat(chain.ledger().problems())
                            .as(chain::toString)
                            .isEmpty());
        }
    }

    @Test
    @Clause("GATE-16")
    void kill_ofTheOldServerInTheMiddleOfItsMigration_losesNoClient() {
        cluster.running("A", "B");
        try (Fleets fleets = new Fleets(cluster)) {
            Fleet fleet = fleets.java(ANY, 150, Manner.DIRECT);
            fleets.awaitAnswers(2);

            cluster.server("A").signal("TERM");
            awaitFirst(fleet, "B");
            kill("A");

            fleets.awaitAt("B");
            fleets.assertAllWork();
        }
    }

    @Test
    @Clause({"GATE-12", "GATE-16"})
    void kill_ofTheTargetDuringTheMove_losesNoClient() {
        cluster.running("A", "B", "C");
        try (Fleets fleets = new Fleets(cluster)) {
            Fleet fleet = fleets.java(ANY, 150, Manner.DIRECT);
            fleets.awaitAnswers(2);

            cluster.server("A").signal("TERM");
            awaitFirst(fleet, "B");
            kill("B");

            fleets.awaitAt("C");
            assertThat(cluster.server("A").exitCode(Bound.seconds(20))).isEqualTo(143);
            fleets.assertAllWork();
        }
    }

    private static void awaitFirst(Fleet fleet, String server) {
        Bound.await(
                Bound.SOON,
                () -> "nobody moves to " + server,
                () -> cluster.chains(fleet).stream()
                        .anyMatch(chain -> chain.moves() == 1 && chain.place().equals(server)));
    }
}
