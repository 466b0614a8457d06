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

import io.gracehub.tck.app.AsideHub;
import io.gracehub.tck.app.PartingHub;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The mode {@code close-clients}, seen by clients of a server that gets SIGTERM. */
final class CloseClientsIT {

    private static final Pattern REASON = Pattern.compile("([\\x20-:<-~]{1,80}; )?retry-after=(\\d{1,8})ms");

    private static Wars closing() {
        return chat().config("gracehub.shutdown.mode", "close-clients");
    }

    @Test
    @Clause({"CLOSE-1", "CLOSE-8", "CLOSE-9"})
    void term_withHundredClients_closesThemSpreadOverTheTimeLeft() {
        try (Server server = server(closing()
                        .config("gracehub.shutdown.timeout", "12s")
                        .config("gracehub.shutdown.close.jitter", "9s"))
                .start()) {
            List<WebSocketClient> clients = staying(server, 100);

            server.signal("TERM");
            awaitClosed(clients, 50);
            assertOthersAlive(clients);

            assertClosedWith1012(clients, Bound.seconds(20));
            assertSpread(closedAt(clients), Duration.ofMillis(9_500));
            assertWindows(clients, 9_000);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
            assertThat(stages(server)).isEqualTo(ALL_STAGES);
            assertThat(server.traceTexts().stream().filter(line -> line.equals("closed 1012")))
                    .hasSize(100);
            assertThat(server.logs())
                    .contains("GRACEHUB1516I: Hub /chat: 100 connections")
                    .containsPattern(
                            "GRACEHUB1509I.* as COMPLETED .* 100 at its start, 0 left by themselves, 100 closed,"
                                    + " 0 migrated, 0 failed")
                    .doesNotContain("GRACEHUB1507W")
                    .doesNotContain("GRACEHUB1517W");
        }
    }

    /** Both directions; one that is closed at this very moment may miss its answer. */
    private static void assertOthersAlive(List<WebSocketClient> clients) {
        List<WebSocketClient> open =
                clients.stream().filter(WebSocketClient::open).limit(20).toList();
        open.forEach(client -> client.send("still here"));
        Bound.await(
                Bound.SOON,
                () -> "neither an echo nor an end",
                () -> open.stream().allMatch(client -> !client.open() || echoed(client)));
        assertThat(open.stream().filter(CloseClientsIT::echoed)).hasSizeGreaterThan(10);
    }

    private static boolean echoed(WebSocketClient client) {
        return client.timeline().texts().contains("echo still here");
    }

    private static void assertSpread(List<Long> closedAt, Duration window) {
        long first = closedAt.get(0);
        long length = closedAt.get(closedAt.size() - 1) - first;
        assertThat(Duration.ofNanos(length)).isBetween(window.multipliedBy(7).dividedBy(10), window.plusSeconds(1));
        for (int quarter = 0; quarter < 4; quarter++) {
            long from = first + length / 4 * quarter;
            assertThat(closedAt.stream().filter(at -> at >= from && at < from + length / 4))
                    .as("closed in quarter %s", quarter)
                    .hasSizeBetween(closedAt.size() / 10, closedAt.size() / 2);
        }
    }

    private static void assertWindows(List<WebSocketClient> clients, long longest) {
        List<Long> waits = clients.stream().map(CloseClientsIT::wait).toList();
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(0L, longest));
        assertThat(Set.copyOf(waits)).as("different waits").hasSizeGreaterThan(clients.size() * 8 / 10);
        assertThat(waits.stream().mapToLong(Long::longValue).average().orElseThrow())
                .isBetween(longest * 0.3, longest * 0.7);
    }

    private static long wait(WebSocketClient client) {
        String reason = client.awaitClosed(Duration.ZERO).reason();
        Matcher matcher = REASON.matcher(reason);
        assertThat(matcher.matches()).as(reason).isTrue();
        assertThat(reason).hasSizeLessThanOrEqualTo(123);
        return Long.parseLong(matcher.group(2));
    }

    @Test
    @Clause("CLOSE-2")
    void term_withBatchAndInterval_closesInBatchesAndEndsEarly() {
        Duration interval = Duration.ofSeconds(3);
        try (Server server = server(closing()
                        .config("gracehub.shutdown.timeout", "60s")
                        .config("gracehub.shutdown.close.batch", "20")
                        .config("gracehub.shutdown.close.interval", "3s"))
                .start()) {
            List<WebSocketClient> clients = staying(server, 60);

            server.signal("TERM");

            assertClosedWith1012(clients, Bound.seconds(30));
            assertThat(batches(closedAt(clients), interval.dividedBy(2))).containsExactly(20, 20, 20);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
        }
    }

    @Test
    @Clause("CLOSE-3")
    void term_withAPaceThatCannotFit_saysSoAndClosesAllInTime() {
        try (Server server = server(closing()
                        .config("gracehub.shutdown.timeout", "12s")
                        .config("gracehub.shutdown.close.batch", "15")
                        .config("gracehub.shutdown.close.interval", "20s"))
                .start()) {
            List<WebSocketClient> clients = staying(server, 60);

            server.signal("TERM");
            awaitClosed(clients, 1);
            assertThat(server.logs())
                    .containsPattern(
                            "GRACEHUB1517W: Hub /chat: 60 connections with gracehub.shutdown.close.batch=15 and"
                                    + " gracehub.shutdown.close.interval=20000ms need 60000 ms, but there are \\d{4} ms:"
                                    + " 1[01]\\d{3} ms to the deadline.* closed 15 every [23]\\d{3} ms instead");

            assertClosedWith1012(clients, Bound.seconds(20));
            assertThat(batches(closedAt(clients), Duration.ofMillis(1_500))).containsExactly(15, 15, 15, 15);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
            assertThat(server.logs()).contains("as COMPLETED").doesNotContain("GRACEHUB1507W");
        }
    }

    @Test
    @Clause({"CLOSE-4", "CLOSE-6", "CLOSE-9"})
    void term_withHubsInDifferentModes_closesEachItsOwnWay() {
        try (Server server = server(chat().classes(AsideHub.class, PartingHub.class)
                        .config("gracehub.shutdown.timeout", "14s")
                        .config("gracehub.shutdown.close.batch", "100")
                        .config("gracehub.shutdown.close.interval", "100ms")
                        .config("gracehub.hub.\"/chat\".shutdown.mode", "close-clients")
                        .config("gracehub.hub.\"/chat\".shutdown.timeout", "7s")
                        .config("gracehub.hub.\"/parting\".shutdown.mode", "close-clients"))
                .start()) {
            List<WebSocketClient> closed = staying(server, 10);
            List<WebSocketClient> waiting =
                    WebSocketClient.connect(server.ws("/chat/aside"), 2, WebSocketClient.options());
            List<WebSocketClient> idle =
                    WebSocketClient.connect(server.ws("/chat/parting"), 5, WebSocketClient.options());
            WebSocketClient busy = WebSocketClient.connect(server.ws("/chat/parting"));

            busy.send("work");
            server.signal("TERM");

            assertClosedWith1012(idle, Bound.seconds(7));
            assertClosedWith1012(closed, Bound.seconds(7));
            busy.awaitText("echo work");
            assertClosedWith1012(List.of(busy), Bound.seconds(7));
            assertThat(busy.awaitClosed(Duration.ZERO).nanos())
                    .as("the busy one came last")
                    .isGreaterThan(closedAt(idle).get(idle.size() - 1));
            waiting.forEach(client -> client.exchange("alive", "echo alive"));
            assertClosedWith1012(waiting, Bound.seconds(20));
            waiting.forEach(CloseClientsIT::wait);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
        }
    }

    @Test
    @Clause({"CLOSE-5", "CLOSE-7", "CLOSE-8"})
    void drainFromCode_whenResumedAndWhenClientsLeave_closesNoMore() {
        try (Server server = server(closing()
                        .config("gracehub.shutdown.timeout", "60s")
                        .config("gracehub.shutdown.close.batch", "2")
                        .config("gracehub.shutdown.close.interval", "2s"))
                .start()) {
            List<WebSocketClient> clients = staying(server, 10);

            server.post("/chat/control/drain");
            awaitClosed(clients, 2);
            server.post("/chat/control/resume");
            server.awaitTrace("stage CLIENTS>RUNNING", Bound.SOON);
            List<WebSocketClient> left =
                    clients.stream().filter(WebSocketClient::open).toList();
            assertThat(left).as("the next batch was not due").hasSize(8);
            assertThat(left.get(0).timeline().first(Received.Closed.class, end -> true, Duration.ofSeconds(3)))
                    .isEmpty();
            left.forEach(client -> client.exchange("stays", "echo stays"));

            server.post("/chat/control/drain");
            awaitClosed(clients, 4);
            left.stream().filter(WebSocketClient::open).forEach(client -> client.close(1000, "by itself"));
            server.awaitTrace("report RESUMED connections=10 left=0 closed=2 hooks=first,aid,last", Bound.SOON);
            server.awaitTrace("report COMPLETED connections=8 left=6 closed=2 hooks=first,aid,last", Bound.SOON);
        }
    }

    private static void awaitClosed(List<WebSocketClient> clients, int count) {
        Bound.await(
                Bound.seconds(20),
                () -> "not " + count + " are closed",
                () -> clients.stream().filter(client -> !client.open()).count() >= count);
    }

    /** When they were closed, in order. */
    private static List<Long> closedAt(List<WebSocketClient> clients) {
        return clients.stream()
                .map(client -> client.awaitClosed(Duration.ZERO).nanos())
                .sorted()
                .collect(Collectors.toList());
    }

    /** How many were closed together: between two batches nothing happens for a while. */
    private static List<Integer> batches(List<Long> closedAt, Duration apart) {
        List<Integer> batches = new ArrayList<>();
        int since = 0;
        for (int i = 1; i <= closedAt.size(); i++) {
            if (i == closedAt.size() || closedAt.get(i) - closedAt.get(i - 1) > apart.toNanos()) {
                batches.add(i - since);
                since = i;
            }
        }
        return batches;
    }
}
