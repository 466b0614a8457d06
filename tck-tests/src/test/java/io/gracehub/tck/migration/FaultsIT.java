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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What breaks between a gateway and its servers, at each step of a migration. */
final class FaultsIT {

    /** The messages of a migration from A to B, and the server on whose link each travels. */
    private static final Map<String, String> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("fin", "A");
        STEPS.put("finack", "A");
        STEPS.put("migrate", "A");
        STEPS.put("leave", "A");
        STEPS.put("left", "A");
        STEPS.put("expect", "B");
        STEPS.put("expecting", "B");
        STEPS.put("state", "B");
    }

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
    private record LinkFault(String message, String server, String what, Harm harm) {
        @Override
        public String toString() {
            return message + ", " + what;
        }
    }

    /** Those that have lost something once. */
    private static Stream<LinkFault> someBreaks() {
        return Stream.of(
                new LinkFault("leave", "A", "cut before", Harm.cutBefore()),
                new LinkFault("left", "A", "cut before", Harm.cutBefore()),
                new LinkFault("expecting", "B", "cut after", Harm.cutAfter()));
    }

    private static Stream<LinkFault> breaks() {
        return STEPS.entrySet().stream()
                .flatMap(step -> Map.of(
                                "cut before", Harm.cutBefore(),
                                "cut inside", Harm.cutInside(),
                                "cut after", Harm.cutAfter(),
                                "half-closed", Harm.halfClose(),
                                "late by 2 s", Harm.stall(Duration.ofSeconds(2)))
                        .entrySet()
                        .stream()
                        .map(harm -> new LinkFault(step.getKey(), step.getValue(), harm.getKey(), harm.getValue())));
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

    private static void assertLossless(LinkFault fault) {
        cluster.running("A", "B");
        FaultyWire wire = cluster.wire(fault.server());
        try (Fleets fleets = new Fleets(cluster)) {
            fleets.java(ANY, 15, Manner.DIRECT);
            fleets.java(ANY, 5, Manner.LATER);
            fleets.awaitAnswers(1);

            wire.arm(unit -> unit.isLinkMessage(fault.message()), fault.harm());
            try (WebSocketClient pin = cluster.pin("A", ANY)) {
                cluster.drain("A", ANY);
                fleets.awaitAt("B");
                fleets.awaitAnswers(2);
                assertThat(wire.struck()).isTrue();
                assertThat(pin.open()).isTrue();
                cluster.resume("A", ANY);
            }

            fleets.assertLossless(Chain::assertCarried);
        } catch (AssertionError failure) {
            throw new AssertionError(fault + ": " + failure.getMessage(), failure);
        } finally {
            wire.disarm();
        }
    }
}
