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
import io.gracehub.tck.harness.WallClock;
import io.gracehub.tck.harness.WebSocketClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Wall clocks that jump by an hour while clients move. */
@Tag("faults")
final class ClockJumpsIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int SIGTERM = 143;

    private static WallClock serverA;
    private static WallClock serverB;
    private static WallClock gateway;
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        serverA = new WallClock();
        serverB = new WallClock();
        gateway = new WallClock();
        cluster = Cluster.wired(builder -> builder.env(gateway.environment()), "A", "B");
        cluster.builder("A", builder -> builder.env(serverA.environment()));
        cluster.builder("B", builder -> builder.env(serverB.environment()));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Whose clock jumps. */
    enum Whose {
        THE_OLD_SERVERS,
        THE_TARGETS,
        THE_GATEWAYS;

        WallClock clock() {
            return switch (this) {
                case THE_OLD_SERVERS -> serverA;
                case THE_TARGETS -> serverB;
                case THE_GATEWAYS -> gateway;
            };
        }
    }

    /** A jump as a step begins. */
    private record Jump(LinkStep step, Whose whose, Duration offset) {
        @Override
        public String toString() {
            return step + ", " + whose + " clock jumps by " + offset;
        }
    }

    private static Stream<Jump> jumps() {
        return Stream.of(LinkStep.values())
                .flatMap(step -> Stream.of(Whose.values())
                        .flatMap(
                                whose -> Stream.of(HOUR, HOUR.negated()).map(offset -> new Jump(step, whose, offset))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jumps")
    @Clause("GATE-51")
    void clock_thatJumpsAtAStepOfTheMigration_losesNothing(Jump jump) {
        cluster.running("A", "B");
        try (Fleets fleets = new Fleets(cluster)) {
            fleets.java(ANY, 15, Manner.DIRECT);
            fleets.java(ANY, 5, Manner.LATER);
            fleets.awaitAnswers(1);

            FaultyWire wire = jump.step()
                    .arm(cluster, Harm.first(() -> jump.whose().clock().set(jump.offset())));
            try (WebSocketClient pin = cluster.pin("A", ANY)) {
                cluster.drain("A", ANY);
                fleets.awaitAt("B");
                fleets.awaitAnswers(2);
                assertThat(wire.struck()).isTrue();
                assertThat(pin.open()).isTrue();
                cluster.resume("A", ANY);
            }

            fleets.assertLossless();
        } catch (AssertionError failure) {
            throw new AssertionError(jump + ": " + failure.getMessage(), failure);
        } finally {
            cluster.wire(jump.step().server()).disarm();
            jump.whose().clock().set(Duration.ZERO);
        }
    }

    /** To and fro all the while: at the old server, at the new one and at the gateway. */
    @ParameterizedTest
    @EnumSource
    @Clause({"GATE-51", "GATE-9"})
    void term_whileTheClocksJumpAgainAndAgain_movesAllBeforeTheServerExits(Whose whose) {
        cluster.running("A", "B");
        try (Fleets fleets = new Fleets(cluster);
                Repeatedly jumping = new Repeatedly(
                        Duration.ofMillis(300), turn -> whose.clock().set(turn % 2 == 0 ? HOUR : HOUR.negated()))) {
            fleets.java(ANY, 40, Manner.DIRECT);
            fleets.java(ANY, 5, Manner.LATER);
            fleets.awaitAnswers(2);

            cluster.server("A").signal("TERM");

            assertThat(cluster.server("A").exitCode(Bound.seconds(30))).isEqualTo(SIGTERM);
            fleets.awaitAt("B");
            fleets.awaitAnswers(2);
            assertThat(jumping.turns()).isGreaterThan(5);
            fleets.assertLossless();
        } finally {
            whose.clock().set(Duration.ZERO);
        }
    }

    /** Its clients are closed spread over its timeout, neither at once nor later. */
    @ParameterizedTest
    @MethodSource("hours")
    @Clause({"GATE-51", "GATE-21"})
    void drain_ofAGatewayWhoseClockJumps_takesItsTime(Duration offset) {
        Duration timeout = Duration.ofSeconds(10);
        WallClock clock = new WallClock();
        cluster.running("A", "B");
        try (GatewayProcess leaving = cluster.gateway()
                        .env(clock.environment())
                        .property("gracehub.gateway.shutdown.timeout", timeout.toString())
                        .start();
                JavaFleet fleet = connect(leaving)) {
            long signalled = System.nanoTime();
            leaving.signal("TERM");
            leaving.awaitOutput(0, "GRACEHUB5700I", Bound.SOON);
            clock.set(offset);

            awaitClosed(fleet, 1);
            clock.set(offset.negated());
            Duration first = since(signalled);
            awaitClosed(fleet, 40);
            Duration last = since(signalled);

            assertThat(leaving.exitCode(Bound.seconds(10))).isEqualTo(SIGTERM);
            assertThat(first).isLessThan(Duration.ofSeconds(2).plus(Bound.seconds(1)));
            assertThat(last).isBetween(Duration.ofMillis(6500), timeout.plus(Bound.seconds(1)));
        }
    }

    private static Stream<Duration> hours() {
        return Stream.of(HOUR, HOUR.negated());
    }

    private static JavaFleet connect(GatewayProcess leaving) {
        leaving.awaitReady();
        JavaFleet fleet = JavaFleet.connect(leaving.ws("/" + ANY), 40, Manner.DIRECT);
        fleet.awaitAnswers(1);
        return fleet;
    }

    private static void awaitClosed(JavaFleet fleet, int count) {
        Bound.await(
                Bound.seconds(15),
                () -> "open: " + open(fleet).size(),
                () -> fleet.ledgers().size() - open(fleet).size() >= count);
    }

    private static List<Ledger> open(JavaFleet fleet) {
        return fleet.ledgers().stream().filter(Ledger::open).toList();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
