// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.fault.FaultyWire;
import io.gracehub.tck.fault.Harm;
import io.gracehub.tck.fault.Passage;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.WebSocketClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What breaks on one client's WebSockets with its servers, at each step of a migration from A to B. */
final class DataFaultsIT {

    private static final Duration LATE = Duration.ofSeconds(2);

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.wired("A", "B");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** What becomes of the connection that it happens to. */
    private enum Fate {
        GOES_ON,
        ENDS,
        EITHER
    }

    private record DataFault(SessionStep step, String what, Harm harm, Fate fate) {
        @Override
        public String toString() {
            return step + ", " + what;
        }
    }

    private static Stream<DataFault> cuts(SessionStep step, Fate before, Fate inside, Fate after, Fate halfClosed) {
        return Stream.of(
                new DataFault(step, "cut before", Harm.cutBefore(), before),
                new DataFault(step, "cut inside", Harm.cutInside(), inside),
                new DataFault(step, "cut after", Harm.cutAfter(), after),
                new DataFault(step, "half-closed", Harm.halfClose(), halfClosed),
                new DataFault(step, "late by 2 s", Harm.stall(LATE), Fate.GOES_ON));
    }

    private static Stream<DataFault> breaks() {
        return Stream.of(
                        cuts(SessionStep.TO_OLD, Fate.ENDS, Fate.ENDS, Fate.ENDS, Fate.EITHER),
                        cuts(SessionStep.FROM_OLD, Fate.ENDS, Fate.ENDS, Fate.ENDS, Fate.ENDS),
                        cuts(SessionStep.HANDSHAKE, Fate.GOES_ON, Fate.GOES_ON, Fate.GOES_ON, Fate.EITHER),
                        cuts(SessionStep.ANSWER, Fate.GOES_ON, Fate.GOES_ON, Fate.EITHER, Fate.EITHER),
                        cuts(SessionStep.FIRST_TO, Fate.ENDS, Fate.ENDS, Fate.ENDS, Fate.EITHER),
                        cuts(SessionStep.FIRST_FROM, Fate.ENDS, Fate.ENDS, Fate.ENDS, Fate.ENDS),
                        cuts(SessionStep.CLOSE, Fate.ENDS, Fate.ENDS, Fate.GOES_ON, Fate.GOES_ON),
                        cuts(SessionStep.ECHO, Fate.GOES_ON, Fate.GOES_ON, Fate.GOES_ON, Fate.GOES_ON),
                        silences())
                .flatMap(faults -> faults);
    }

    /** The gateway waits for a server's answer for some seconds; then it asks again. */
    private static Stream<DataFault> silences() {
        return Stream.of(SessionStep.HANDSHAKE, SessionStep.ANSWER)
                .flatMap(step -> Stream.of(
                        new DataFault(step, "late by 7 s", Harm.stall(Duration.ofSeconds(7)), Fate.GOES_ON),
                        new DataFault(step, "silent from then on", Harm.freeze(), Fate.GOES_ON)));
    }

    /** One of each fate. */
    private static Stream<DataFault> someBreaks() {
        return Stream.of(
                new DataFault(SessionStep.ANSWER, "cut before", Harm.cutBefore(), Fate.GOES_ON),
                new DataFault(SessionStep.FROM_OLD, "cut inside", Harm.cutInside(), Fate.ENDS),
                new DataFault(SessionStep.ECHO, "cut before", Harm.cutBefore(), Fate.GOES_ON));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("someBreaks")
    @Clause({"GATE-12", "GATE-40", "GATE-41"})
    void session_thatBreaks_harmsNobodyElse(DataFault fault) {
        assertHonest(fault);
    }

    @Tag("faults")
    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    @Clause({"GATE-12", "GATE-40", "GATE-41"})
    void session_thatBreaksAtAStepOfItsMigration_goesOnOrEnds_andHarmsNobodyElse(DataFault fault) {
        assertHonest(fault);
    }

    private static Stream<DataFault> corruptions() {
        return Stream.of(SessionStep.values())
                .flatMap(step -> Stream.concat(
                        IntStream.of(0, 15, 233, 811, 1389, 2014)
                                .mapToObj(bit -> corruption(step, "", bit, Harm.corrupt(bit))),
                        IntStream.of(0, 3, 7, 8, 11, 15)
                                .mapToObj(bit -> corruption(step, " of a header", bit, Harm.corruptHeader(bit)))));
    }

    private static DataFault corruption(SessionStep step, String where, int bit, Harm harm) {
        return new DataFault(step, "bit " + bit + where + " flipped", harm, Fate.EITHER);
    }

    /** TCP lets nothing of that kind pass; whoever comes by it all the same harms one connection. */
    @Tag("faults")
    @ParameterizedTest(name = "{0}")
    @MethodSource("corruptions")
    @Clause("GATE-40")
    void session_thatIsCorruptedAtAStepOfItsMigration_harmsNobodyElse(DataFault fault) {
        cluster.running("A", "B");
        cluster.withFault(fault, () -> {
            try (Fleets fleets = new Fleets(cluster);
                    WebSocketClient pin = cluster.pin("A", ANY)) {
                Fleet fleet = connect(fleets);
                FaultyWire wire = fault.step().arm(cluster, fault.harm());
                drain(fault, wire);
                Predicate<Ledger> other = ledger -> !isOf(wire.victim(), ledger);
                cluster.awaitAt(fleet, other, "B");
                assertThat(pin.open()).isTrue();
                cluster.resume("A", ANY);

                cluster.awaitQuiet();
                fleet.settleBut(ledger -> false, other.negate());
                assertThat(fleet.ledgers())
                        .filteredOn(other)
                        .hasSize(fleet.ledgers().size() - 1)
                        .allSatisfy(ledger -> assertThat(ledger.problems())
                                .as(ledger::toString)
                                .isEmpty());
            }
        });
    }

    /** What is seen without a drain comes first: a drain may be faster than the next question. */
    private static void drain(DataFault fault, FaultyWire wire) {
        if (fault.step().precedes()) {
            awaitStruck(wire);
        }
        cluster.drain("A", ANY);
        awaitStruck(wire);
    }

    private static void awaitStruck(FaultyWire wire) {
        Bound.await(Bound.seconds(20), () -> "the step was not seen", wire::hasStruck);
    }

    private static boolean isOf(Passage passage, Ledger ledger) {
        return passage.leadsTo("client=" + ledger.client() + " ");
    }

    private static void assertHonest(DataFault fault) {
        cluster.running("A", "B");
        cluster.withFault(fault, () -> {
            try (Fleets fleets = new Fleets(cluster)) {
                connect(fleets);
                Passage victim = migrate(fleets, fault);

                List<Chain> ended = fleets.assertHonest("B");
                assertFate(fault, victim, ended);
            }
        });
    }

    private static Fleet connect(Fleets fleets) {
        Fleet fleet = fleets.java(ANY, 20, Manner.DIRECT);
        fleets.awaitAnswers(1);
        return fleet;
    }

    /** Drains A, with one fault on the way, until all clients that are left are at B; returns what it happened to. */
    private static Passage migrate(Fleets fleets, DataFault fault) {
        FaultyWire wire = fault.step().arm(cluster, fault.harm());
        try (WebSocketClient pin = cluster.pin("A", ANY)) {
            drain(fault, wire);
            fleets.awaitAtOrEnded("B");
            wire.victim().cutIfFrozen();
            fleets.awaitSettled("B");
            cluster.awaitQuiet();
            assertThat(pin.open()).isTrue();
            cluster.resume("A", ANY);
        }
        return wire.victim();
    }

    private static void assertFate(DataFault fault, Passage victim, List<Chain> ended) {
        assertThat(ended).allSatisfy(chain -> {
            assertThat(isOf(victim, chain.ledger()))
                    .as("ended without having been harmed: " + chain)
                    .isTrue();
            assertThat(chain.ledger().problems())
                    .anyMatch(problem -> problem.matches("(closed with 10(06|11|12)|could).*"));
        });
        switch (fault.fate()) {
            case GOES_ON -> assertThat(ended).isEmpty();
            case ENDS -> assertThat(ended).hasSize(1);
            case EITHER -> assertThat(ended).hasSizeLessThan(2);
        }
    }
}
