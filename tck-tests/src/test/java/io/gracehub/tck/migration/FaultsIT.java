// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.fault.FaultyWire;
import io.gracehub.tck.fault.Harm;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.WebSocketClient;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What breaks between a gateway and its servers, at each step of a migration. */
final class FaultsIT {

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.wired("A", "B");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Something that happens to a link. */
    private record LinkFault(LinkStep step, String what, Harm harm) {
        @Override
        public String toString() {
            return step + ", " + what;
        }
    }

    /** Those that have lost something once. */
    private static Stream<LinkFault> someBreaks() {
        return Stream.of(
                new LinkFault(LinkStep.LEAVE, "cut before", Harm.cutBefore()),
                new LinkFault(LinkStep.LEFT, "cut before", Harm.cutBefore()),
                new LinkFault(LinkStep.EXPECTING, "cut after", Harm.cutAfter()));
    }

    private static Stream<LinkFault> breaks() {
        return Stream.of(LinkStep.values())
                .flatMap(step -> Map.of(
                                "cut before", Harm.cutBefore(),
                                "cut inside", Harm.cutInside(),
                                "cut after", Harm.cutAfter(),
                                "half-closed", Harm.halfClose(),
                                "late by 2 s", Harm.stall(Duration.ofSeconds(2)))
                        .entrySet()
                        .stream()
                        .map(harm -> new LinkFault(step, harm.getKey(), harm.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("someBreaks")
    @Clause({"GATE-30", "MIG-18", "MIG-19"})
    void link_thatBreaksWhereItHurtsMost_losesNothing(LinkFault fault) {
        assertLossless(fault);
    }

    @Tag("faults")
    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    @Clause({"GATE-30", "MIG-18", "MIG-19"})
    void link_thatBreaksAtAStepOfTheMigration_losesNothing(LinkFault fault) {
        assertLossless(fault);
    }

    private static Stream<LinkFault> corruptions() {
        return Stream.of(LinkStep.values())
                .flatMap(step -> IntStream.of(0, 45, 92, 95, 186, 381)
                        .mapToObj(bit -> new LinkFault(step, "bit " + bit + " flipped", Harm.corrupt(bit))));
    }

    /** What was written there may be lost, such as a state; but nobody is cut off, and no answer comes twice. */
    @Tag("faults")
    @ParameterizedTest(name = "{0}")
    @MethodSource("corruptions")
    @Clause("GATE-33")
    void link_thatIsCorruptedAtAStepOfTheMigration_cutsNobodyOff(LinkFault fault) {
        cluster.running("A", "B");
        cluster.withFault(fault, () -> {
            try (Fleets fleets = new Fleets(cluster);
                    WebSocketClient pin = cluster.pin("A", ANY)) {
                Fleet fleet = fleets.java(ANY, 15, Manner.DIRECT);
                fleets.awaitAnswers(1);

                FaultyWire wire = fault.step().arm(cluster, fault.harm());
                cluster.drain("A", ANY);
                fleets.awaitAt("B");
                fleets.awaitAnswers(2);
                assertThat(wire.struck()).isTrue();
                assertThat(pin.open()).isTrue();
                cluster.resume("A", ANY);

                fleet.settle();
                assertThat(fleet.ledgers()).allSatisfy(ledger -> {
                    assertThat(ledger.open()).as(ledger::toString).isTrue();
                    assertThat(ledger.problems()).as(ledger::toString).isEmpty();
                });
            }
        });
    }

    private static void assertLossless(LinkFault fault) {
        cluster.running("A", "B");
        cluster.withFault(fault, () -> {
            try (Fleets fleets = new Fleets(cluster)) {
                fleets.java(ANY, 15, Manner.DIRECT);
                fleets.java(ANY, 5, Manner.LATER);
                fleets.awaitAnswers(1);

                FaultyWire wire = fault.step().arm(cluster, fault.harm());
                try (WebSocketClient pin = cluster.pin("A", ANY)) {
                    cluster.drain("A", ANY);
                    fleets.awaitAt("B");
                    fleets.awaitAnswers(2);
                    assertThat(wire.struck()).isTrue();
                    assertThat(pin.open()).isTrue();
                    cluster.resume("A", ANY);
                }

                fleets.assertLossless(Chain::assertCarried);
            }
        });
    }
}
