// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static io.gracehub.tck.migration.Cluster.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.Control;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.migration.app.Visits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients with much on its way to them that they do not read, or read slowly, while their server goes away. */
@Tag("faults")
final class SlowReadersIT {

    private static final int MEBIBYTE = 1024;
    private static final int SIGTERM = 143;
    private static final int DEADLINE_PASSED = 1012;

    /** By gracehub.send.max-backlog or gracehub.send.timeout. */
    private static final int TOO_SLOW = 1013;

    /** More than twice as many as a gateway moves at once on two cores. */
    private static final int READERS = 10;

    /** A client that asks and does not read holds a thread of Open Liberty; by default there are fewer than readers here. */
    private static final String THREADS = "<executor coreThreads=\"50\"/>";

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** What Open Liberty waits for a thread that is blocked in a write, when the drain is over. */
    private static final Duration QUIESCE = Duration.ofSeconds(30);

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster("A", "B");
        cluster.builder("A", builder -> builder.xml(THREADS));
        cluster.property("A", "gracehub.send.max-backlog", "32MiB");
        cluster.property("A", "gracehub.send.timeout", DEADLINE.toString());
        cluster.property("A", "gracehub.shutdown.timeout", DEADLINE.toString());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static List<SlowReader> readers(URI hub) {
        return IntStream.range(0, READERS)
                .mapToObj(i -> new SlowReader(hub, "slow" + i, MEBIBYTE))
                .toList();
    }

    /** All come to A, and slow readers ask. */
    private static List<SlowReader> slowOnesOf(Fleets fleets, int answers) {
        cluster.running("A", "B");
        operate("cordon", "B");
        List<SlowReader> readers = readers(bulk());
        fleets.java(ANY, 30, Manner.DIRECT);
        fleets.awaitAnswers(1);
        operate("uncordon", "B");
        readers.forEach(reader -> reader.ask(answers));
        return readers;
    }

    private static void operate(String action, String server) {
        String path = "/" + action + "?server=" + cluster.address(server, ANY);
        assertThat(cluster.mainGateway().operate(path, TOKEN).status()).isEqualTo(200);
    }

    private static URI bulk() {
        return URI.create(cluster.at(ANY) + "/bulk/" + MEBIBYTE);
    }

    private static void read(List<SlowReader> readers, Duration pause) {
        CompletableFuture.allOf(readers.stream()
                        .map(reader -> CompletableFuture.runAsync(() -> reader.read(pause), SlowReadersIT::thread))
                        .toArray(CompletableFuture[]::new))
                .orTimeout(Bound.seconds(60).toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "slow-reader");
        thread.setDaemon(true);
        thread.start();
    }

    /** They have lost nothing, and have waited for no answer much longer than a second. */
    private static void assertOthersAreWell(Fleets fleets) {
        fleets.assertLossless();
        assertThat(fleets.worst()).isLessThan(Bound.seconds(5));
    }

    /** They read when all others have moved. */
    @ParameterizedTest(name = "{0} answers of 1 MiB under way")
    @ValueSource(ints = {1, 12})
    @Clause({"GATE-52", "GATE-2"})
    void readers_thatReadNothingWhileTheyAreMoved_delayNobodyAndGetAll(int answers) {
        try (Fleets fleets = new Fleets(cluster)) {
            List<SlowReader> readers = slowOnesOf(fleets, answers);

            try (WebSocketClient pin = cluster.pin("A", ANY)) {
                cluster.drain("A", ANY);
                fleets.awaitAt("B");
                fleets.awaitAnswers(2);
                read(readers, Duration.ZERO);

                assertGoOnAtB(readers, answers);
                assertThat(pin.open()).isTrue();
                cluster.resume("A", ANY);
            }
            readers.forEach(SlowReader::close);
            assertOthersAreWell(fleets);
        }
    }

    /** What was on its way has come from A, all of it; what they ask now is answered by B. */
    private static void assertGoOnAtB(List<SlowReader> readers, int answers) {
        assertThat(readers)
                .allSatisfy(reader -> assertThat(reader.answers())
                        .as(reader::toString)
                        .hasSize(answers)
                        .allMatch(answer -> answer.endsWith("@A")));
        readers.forEach(reader -> reader.ask(1));
        read(readers, Duration.ofMillis(1));
        assertThat(readers)
                .allSatisfy(reader -> assertThat(reader.answers()).last().isEqualTo((answers + 1) + "@B"));
    }

    /** Some 300 KiB a second while they are moved. */
    @Test
    @Clause({"GATE-52", "GATE-2"})
    void readers_thatReadSlowlyWhileTheyAreMoved_getAll() {
        try (Fleets fleets = new Fleets(cluster)) {
            List<SlowReader> readers = slowOnesOf(fleets, 2);

            try (WebSocketClient pin = cluster.pin("A", ANY)) {
                cluster.drain("A", ANY);
                read(readers, Duration.ofMillis(50));

                fleets.awaitAt("B");
                assertGoOnAtB(readers, 2);
                assertThat(pin.open()).isTrue();
                cluster.resume("A", ANY);
            }
            readers.forEach(SlowReader::close);
            assertOthersAreWell(fleets);
        }
    }

    /** What they have got is whole and in order, and they are told of the end or get all. */
    @Test
    @Clause({"GATE-52", "GATE-9", "CONN-7"})
    void readers_thatNeverRead_holdUpNeitherOthersNorTheEnd() {
        try (Fleets fleets = new Fleets(cluster)) {
            List<SlowReader> readers = slowOnesOf(fleets, 12);
            int before = cluster.server("A").trace().size();

            cluster.server("A").signal("TERM");

            assertThat(cluster.server("A").exitCode(DEADLINE.plus(QUIESCE).plus(Bound.seconds(5))))
                    .isEqualTo(SIGTERM);
            fleets.awaitAt("B");
            fleets.awaitAnswers(2);
            read(readers, Duration.ZERO);

            assertEndIsTold(readers);
            assertThat(endsAtA(before))
                    .hasSize(READERS)
                    .allSatisfy(end -> assertThat(end.code()).isIn(DEADLINE_PASSED, TOO_SLOW));
            readers.forEach(SlowReader::close);
            assertOthersAreWell(fleets);
        }
    }

    /** Those that have not got all were closed by a bound, or cut off where no Close frame can come. */
    private static void assertEndIsTold(List<SlowReader> readers) {
        System.out.println("readers that never read: " + readers);
        assertThat(readers)
                .allMatch(reader -> reader.ended()
                        ? reader.cutOffInMessage()
                                || List.of(DEADLINE_PASSED, TOO_SLOW).contains(reader.code())
                        : reader.answers().size() == 12);
    }

    /** How A's hubs saw slow readers go, after a place in its trace. */
    private static List<Visit> endsAtA(int mark) {
        return cluster.server("A").trace().stream()
                .skip(mark)
                .filter(Visit::isOne)
                .map(line -> Visit.of("A", line))
                .filter(visit -> !visit.opened() && visit.client().startsWith("slow"))
                .toList();
    }

    @Test
    @Clause({"STAGE-52", "STAGE-11", "CONN-7"})
    void drain_withoutAGateway_endsByItsDeadlineWhateverClientsRead() {
        Duration timeout = Duration.ofSeconds(8);
        try (Server server = Server.named("slow")
                .xml(THREADS)
                .war(Wars.named("slow")
                        .packageOf(Visits.class)
                        .classes(Control.class, Trace.class)
                        .config("gracehub.shutdown.offline.timeout", "300ms")
                        .config("gracehub.shutdown.timeout", timeout.toString())
                        .build())
                .start()) {
            URI hub = server.ws("/slow/bulk/" + MEBIBYTE);
            List<SlowReader> nothing = readers(hub);
            nothing.forEach(reader -> reader.ask(12));
            List<SlowReader> slowly = readers(hub);
            slowly.forEach(reader -> reader.ask(1));
            List<WebSocketClient> others =
                    WebSocketClient.connect(server.ws("/slow/direct/1"), 10, WebSocketClient.options());

            long signalled = System.nanoTime();
            server.signal("TERM");
            read(slowly, Duration.ofMillis(50));
            assertThat(slowly).allSatisfy(reader -> assertThat(reader.answers()).hasSize(1));

            for (WebSocketClient client : others) {
                Received.Closed end = client.awaitClosed(Bound.seconds(20));
                assertThat(end.code()).isEqualTo(1012);
                assertThat(Duration.ofNanos(end.nanos() - signalled))
                        .isBetween(timeout.minusMillis(500), timeout.plus(Bound.seconds(2)));
            }
            server.awaitTrace("stage /slow CLIENTS>STOPPED", Bound.seconds(5));
            assertThat(server.exitCode(QUIESCE.plus(Bound.seconds(10)))).isEqualTo(SIGTERM);
            read(nothing, Duration.ZERO);
            assertThat(nothing).allSatisfy(reader -> assertThat(reader.ended()).isTrue());
            nothing.forEach(SlowReader::close);
            slowly.forEach(SlowReader::close);
        }
    }
}
