// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.ALL_STAGES;
import static io.gracehub.tck.process.Scenario.assertClosedWith1012;
import static io.gracehub.tck.process.Scenario.chat;
import static io.gracehub.tck.process.Scenario.server;
import static io.gracehub.tck.process.Scenario.stages;
import static io.gracehub.tck.process.Scenario.staying;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.BadHooksHub;
import io.gracehub.tck.app.ClockProbe;
import io.gracehub.tck.app.StageRecorder;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.WallClock;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A wall clock that jumps by an hour in each stage of a drain. */
@Tag("faults")
final class ClockJumpsIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration OFFLINE = Duration.ofSeconds(2);
    private static final Duration HOOK = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String LAST = "closed 1012";

    /** That the other tests test anything: the wall clock jumps, and all that waits is right. */
    @Test
    @Clause("STAGE-51")
    void clock_ofAProcess_jumpsWhileItsWaitingGoesOn() throws IOException, InterruptedException {
        WallClock clock = new WallClock();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes(),
                        ClockProbe.class.getName())
                .redirectErrorStream(true);
        builder.environment().putAll(clock.environment());
        Process probe = builder.start();
        try (BufferedReader lines = probe.inputReader()) {
            assertAhead(lines, Duration.ZERO);
            for (Duration offset : List.of(HOUR, HOUR.negated(), Duration.ZERO)) {
                clock.set(offset);
                awaitAhead(lines, offset);
                assertAhead(lines, offset);
            }
        } finally {
            probe.destroyForcibly().waitFor();
        }
    }

    private static String classes() {
        try {
            return Path.of(ClockProbe.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was written before may still be under way. */
    private static void awaitAhead(BufferedReader lines, Duration offset) throws IOException {
        for (int i = 0; i < 50; i++) {
            Duration ahead = ahead(lines.readLine());
            if (ahead.minus(offset).abs().compareTo(Bound.seconds(1)) < 0) {
                return;
            }
        }
        throw new AssertionError("the wall clock does not jump by " + offset);
    }

    private static Duration ahead(String line) {
        assertThat(line).as("what the probe says").matches("-?\\d+ \\d+");
        return Duration.ofMillis(Long.parseLong(line.split(" ", -1)[0]));
    }

    private static void assertAhead(BufferedReader lines, Duration offset) throws IOException {
        for (int i = 0; i < 5; i++) {
            String line = lines.readLine();
            assertThat(ahead(line)).as(line).isCloseTo(offset, Bound.seconds(1));
            assertThat(Duration.ofMillis(Long.parseLong(line.split(" ", -1)[1])))
                    .as(line)
                    .isBetween(Duration.ofMillis(99), Bound.seconds(2));
        }
    }

    /** A jump when the server has traced a line. */
    private record Jump(String line, Duration offset) {}

    private static Stream<Jump> jumps() {
        return Stream.of("stage RUNNING>OFFLINE", "hook overrunning", "stage HOOKS>CLIENTS")
                .flatMap(line -> Stream.of(HOUR, HOUR.negated()).map(offset -> new Jump(line, offset)));
    }

    /** OFFLINE by its timeout, HOOKS by that of a hook, CLIENTS by the deadline. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("jumps")
    @Clause({"STAGE-51", "STAGE-6", "HOOK-4", "STAGE-11"})
    void drain_whenTheClockJumpsInAStage_keepsItsTimes(Jump jump) {
        WallClock clock = new WallClock();
        Wars war = Wars.named("chat")
                .classes(BadHooksHub.class, StageRecorder.class, Trace.class)
                .config("gracehub.shutdown.offline.timeout", OFFLINE.toString())
                .config("gracehub.shutdown.hook-timeout", HOOK.toString())
                .config("gracehub.shutdown.timeout", TIMEOUT.toString());
        try (Server server = server(war).env(clock.environment()).start()) {
            List<WebSocketClient> clients = staying(server, 5);

            long signalled = System.nanoTime();
            server.signal("TERM");
            server.awaitTrace(jump.line(), Bound.SOON);
            clock.set(jump.offset());

            assertClosedWith1012(clients, Bound.seconds(20));
            assertEndedAtTheDeadline(clients, signalled);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
            assertThat(stages(server)).isEqualTo(ALL_STAGES);
            assertBetween(server, "stage RUNNING>OFFLINE", "stage OFFLINE>HOOKS", OFFLINE);
            assertBetween(server, "hook overrunning", "hook working", HOOK);
        }
    }

    private static void assertEndedAtTheDeadline(List<WebSocketClient> clients, long signalled) {
        for (WebSocketClient client : clients) {
            Received.Closed end = client.awaitClosed(Duration.ZERO);
            assertThat(Duration.ofNanos(end.nanos() - signalled))
                    .isBetween(TIMEOUT.minusMillis(500), TIMEOUT.plus(Bound.seconds(2)));
        }
    }

    private static void assertBetween(Server server, String from, String to, Duration time) {
        long nanos = server.awaitTrace(to, Duration.ZERO).nanos()
                - server.awaitTrace(from, Duration.ZERO).nanos();
        assertThat(Duration.ofNanos(nanos))
                .as("%s, %s", from, to)
                .isBetween(time.dividedBy(2), time.plus(Bound.seconds(1)));
    }

    private static Stream<Duration> hours() {
        return Stream.of(HOUR, HOUR.negated());
    }

    @ParameterizedTest
    @MethodSource("hours")
    @Clause({"STAGE-51", "CLOSE-1"})
    void closes_whenTheClockJumpsBetweenThem_areSpreadAllTheSame(Duration offset) {
        WallClock clock = new WallClock();
        try (Server server = server(chat().config("gracehub.shutdown.mode", "close-clients")
                        .config("gracehub.shutdown.timeout", TIMEOUT.toString()))
                .env(clock.environment())
                .start()) {
            List<WebSocketClient> clients = staying(server, 50);

            long signalled = System.nanoTime();
            server.signal("TERM");
            server.awaitTrace(LAST, Bound.SOON);
            clock.set(offset);

            assertClosedWith1012(clients, Bound.seconds(20));
            List<Long> ends = clients.stream()
                    .map(client -> client.awaitClosed(Duration.ZERO).nanos() - signalled)
                    .sorted()
                    .toList();
            assertThat(Duration.ofNanos(ends.get(25))).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(7));
            assertThat(Duration.ofNanos(ends.get(49))).isBetween(Duration.ofSeconds(7), TIMEOUT);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
        }
    }
}
