// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.fault.FaultyWire;
import io.gracehub.tck.fault.Harm;
import io.gracehub.tck.fault.Unit;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.WebSocketClient;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What breaks between a client and the gateway while its connection is being moved from A to B, at each step of that. */
final class FrontFaultsIT {

    private static final Pattern CONNECTION = Pattern.compile("\"connection\":\"([^\"]+)\"");

    /** As long as the move stands still, for the client to say something meanwhile. */
    private static final Duration HELD = Duration.ofMillis(800);

    private static Cluster cluster;
    private static FaultyWire front;

    @BeforeAll
    static void start() {
        cluster = Cluster.wired("A", "B");
        front = new FaultyWire(cluster.mainGateway().ws("/").getPort());
    }

    @AfterAll
    static void stop() {
        front.close();
        cluster.close();
    }

    /** Something that happens to a client's frame that comes at a step of its move. */
    private record FrontFault(LinkStep step, String what, Harm harm, boolean ends) {
        @Override
        public String toString() {
            return step + ", " + what;
        }
    }

    /** What is said of one connection. */
    private static Stream<LinkStep> steps() {
        return EnumSet.of(LinkStep.LEAVE, LinkStep.LEFT, LinkStep.EXPECT, LinkStep.EXPECTING).stream();
    }

    private static Stream<FrontFault> breaks() {
        return steps().flatMap(step -> Stream.of(
                new FrontFault(step, "cut before", Harm.cutBefore(), true),
                new FrontFault(step, "cut inside", Harm.cutInside(), true),
                new FrontFault(step, "cut after", Harm.cutAfter(), true),
                new FrontFault(step, "half-closed", Harm.halfClose(), true),
                new FrontFault(step, "late by 2 s", Harm.stall(Duration.ofSeconds(2)), false)));
    }

    private static Stream<FrontFault> someBreaks() {
        return Stream.of(
                new FrontFault(LinkStep.LEAVE, "cut before", Harm.cutBefore(), true),
                new FrontFault(LinkStep.EXPECTING, "late by 2 s", Harm.stall(Duration.ofSeconds(2)), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("someBreaks")
    @Clause({"GATE-6", "GATE-42"})
    void client_thatBreaksWhileItIsHeld_isGoneFromBothServers(FrontFault fault) {
        assertGone(fault, Unit::isMessage, client -> {});
    }

    @Tag("faults")
    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    @Clause({"GATE-6", "GATE-42"})
    void client_thatBreaksAtAStepOfItsMove_isGoneFromBothServers(FrontFault fault) {
        assertGone(fault, Unit::isMessage, client -> {});
    }

    private static Stream<FrontFault> closes() {
        return Stream.concat(
                steps().map(step -> new FrontFault(step, "passed", Harm.first(() -> {}), true)),
                breaks().map(fault -> new FrontFault(fault.step(), fault.what(), fault.harm(), true)));
    }

    @Tag("faults")
    @ParameterizedTest(name = "{0}")
    @MethodSource("closes")
    @Clause({"GATE-6", "GATE-42"})
    void client_thatClosesAtAStepOfItsMove_isGoneFromBothServers_whateverBecomesOfItsClose(FrontFault fault) {
        assertGone(fault, unit -> unit.isClose(1000), client -> client.leave(true));
    }

    private static Stream<FrontFault> corruptions() {
        return steps().flatMap(step -> IntStream.of(0, 1, 2, 3, 4, 7, 8, 11, 15, 18, 27)
                .mapToObj(bit ->
                        new FrontFault(step, "bit " + bit + " of a header flipped", Harm.corruptHeader(bit), false)));
    }

    @Tag("faults")
    @ParameterizedTest(name = "{0}")
    @MethodSource("corruptions")
    @Clause("GATE-42")
    void client_thatIsCorruptedAtAStepOfItsMove_harmsNobodyElse(FrontFault fault) {
        cluster.running("A", "B");
        withFault(fault, () -> {
            try (JavaFleet fleet = connect();
                    WebSocketClient pin = cluster.pin("A", ANY)) {
                arm(fault, fleet, Unit::isMessage, victim -> {});
                cluster.drain("A", ANY);
                Ledger victim = victim(fleet);
                cluster.awaitAt(fleet, ledger -> ledger != victim, "B");
                assertThat(pin.open()).isTrue();
                cluster.resume("A", ANY);

                cluster.awaitQuiet();
                fleet.settleBut(ledger -> false, ledger -> ledger == victim);
                assertThat(fleet.ledgers())
                        .filteredOn(ledger -> ledger != victim)
                        .allSatisfy(ledger -> assertThat(ledger.problems())
                                .as(ledger::toString)
                                .isEmpty());
            }
        });
    }

    /** Moves all clients, one of which has an accident with the next frame of that kind. */
    private static void assertGone(FrontFault fault, Predicate<Unit> frame, Consumer<NumberedClient> deed) {
        cluster.running("A", "B");
        withFault(fault, () -> {
            try (Fleets fleets = new Fleets(cluster);
                    WebSocketClient pin = cluster.pin("A", ANY)) {
                JavaFleet fleet = fleets.add(connect());
                arm(fault, fleet, frame, deed);
                cluster.drain("A", ANY);
                Ledger victim = victim(fleet);
                Bound.await(Bound.seconds(20), () -> "what becomes of " + victim, () -> victim.open() != fault.ends());
                cluster.awaitSettled(fleet, "B");
                cluster.awaitQuiet();
                assertThat(pin.open()).isTrue();
                cluster.resume("A", ANY);

                assertThat(fleets.assertHonest("B"))
                        .extracting(Chain::ledger)
                        .isEqualTo(fault.ends() ? List.of(victim) : List.of());
            }
        });
    }

    private static JavaFleet connect() {
        JavaFleet fleet =
                JavaFleet.connect(URI.create("ws://127.0.0.1:" + front.port() + "/" + ANY), 20, Manner.DIRECT);
        fleet.awaitAnswers(1);
        return fleet;
    }

    /** Lets the first client that comes to that step do something there, and harms its next frame of a kind. */
    private static void arm(FrontFault fault, JavaFleet fleet, Predicate<Unit> frame, Consumer<NumberedClient> deed) {
        fault.step().arm(cluster, (flow, unit) -> {
            NumberedClient client = fleet.client(cluster.client(fleet, connection(unit)));
            String named = "client=" + client.ledger().client() + " ";
            front.arm(
                    (way, passing) -> way.there() && way.passage().leadsTo(named) && frame.test(passing), fault.harm());
            deed.accept(client);
            Harm.stall(HELD).strike(flow, unit);
        });
    }

    private static String connection(Unit unit) {
        Matcher matcher = CONNECTION.matcher(unit.text());
        assertThat(matcher.find()).as(unit.text()).isTrue();
        return matcher.group(1);
    }

    /** Waits for the accident, and returns whose it was. */
    private static Ledger victim(JavaFleet fleet) {
        Bound.await(Bound.seconds(20), () -> "nothing has happened", front::hasStruck);
        return fleet.ledgers().stream()
                .filter(ledger -> front.victim().leadsTo("client=" + ledger.client() + " "))
                .findFirst()
                .orElseThrow();
    }

    private static void withFault(FrontFault fault, Runnable test) {
        try {
            cluster.withFault(fault, test);
        } finally {
            front.disarm();
        }
    }
}
