// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.hub.SendingHub;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sending to clients, and keeping state with them. */
@ArquillianTest
class ClientsIT extends OnServer {

    private static final int LARGE = 64 * 1024;

    private WebSocketClient one;
    private WebSocketClient two;

    @BeforeEach
    void connectTwo() {
        one = client("/clients");
        two = client("/clients");
        awaitCount("2 2");
    }

    @AfterEach
    void leave() {
        one.abort();
        two.abort();
        try (WebSocketClient last = client("/clients")) {
            awaitAnswer(last, "count", "1 1");
        }
    }

    private void awaitCount(String expected) {
        awaitAnswer(one, "count", expected);
    }

    private static void awaitAnswer(WebSocketClient client, String command, String expected) {
        Bound.await(
                Bound.SOON,
                () -> client.timeline().toString(),
                () -> answer(client, command).equals(expected));
    }

    /** The text after the command: one answer per command, so that none is left over for what comes next. */
    private static String answer(WebSocketClient client, String command) {
        int before = client.timeline().texts().size();
        client.send(command);
        Bound.await(
                Bound.SOON,
                () -> client.timeline().toString(),
                () -> client.timeline().texts().size() > before);
        return client.timeline().texts().get(before);
    }

    @Test
    @Clause("CONN-2")
    void send_toAll_reachesTheHubsClientsOnly() {
        try (WebSocketClient other = client("/text")) {
            one.exchange("all", "reached 2");

            two.awaitText("for all");
            other.exchange("after", "text after");
            assertThat(other.timeline().events()).hasSize(1);
        }
    }

    @Test
    @Clause("CONN-5")
    void where_byState_narrowsTheSelection() {
        two.exchange("blue", "I am blue");

        one.exchange("to blue", "blue 1");

        two.awaitText("for blue");
        assertThat(one.timeline().texts()).doesNotContain("for blue");
    }

    @Test
    @Clause("CONN-5")
    void count_whenAClientLeaves_follows() {
        two.close(1000, "");

        awaitCount("1 1");
    }

    @Test
    @Clause("CONN-6")
    void close_ofAll_comesAfterWhatWasSentBefore() {
        one.send("close");

        for (WebSocketClient client : List.of(one, two)) {
            Received.Closed end = client.awaitClosed(Bound.SOON);
            assertThat(end.code()).isEqualTo(4001);
            assertThat(end.reason()).isEqualTo("moved");
            assertThat(client.timeline().texts()).endsWith("before the end");
        }
    }

    @Test
    @Clause("CONN-1")
    void id_ofConnection_isItsOwn() {
        String first = answer(one, "id");

        assertThat(first).matches("[!-~]+").isEqualTo(answer(one, "id")).isNotEqualTo(answer(two, "id"));
    }

    @Test
    @Clause("CONN-10")
    void context_ofHub_tellsModeAndStage() {
        one.exchange("mode", "WAIT_FOR_CLIENTS_CLOSE RUNNING");
    }

    @Test
    @Clause("CONN-7")
    void send_withAClientThatDoesNotRead_neitherBlocksNorStopsOthers() {
        try (WebSocketClient slow = WebSocketClient.options().paused().connect(uri("/clients"))) {
            awaitCount("3 3");
            int rounds = 400;
            for (int round = 1; round <= rounds; round++) {
                int expected = round;
                one.send("large");
                // the other too: were it left behind by more than its backlog, it would be closed as well
                Bound.await(
                        Bound.SOON,
                        () -> "round " + expected + ", the other has " + large(two),
                        () -> large(one) == expected && large(two) == expected);
            }

            awaitCount("2 2");
            assertThat(one.timeline().texts()).doesNotContain("blocked");
            Bound.await(Bound.SOON, () -> "large messages of the other: " + large(two), () -> large(two) == rounds);
            slow.read();
            assertThat(slow.awaitClosed(Bound.seconds(20)).code()).isIn(1008, 1013, Received.Closed.ABNORMAL);
            assertThat(large(slow)).isLessThan(rounds);
        }
    }

    private static long large(WebSocketClient client) {
        return client.timeline().texts().stream()
                .filter(text -> text.length() == LARGE)
                .count();
    }

    @Test
    @Clause("CONN-3")
    void sends_ofOneThread_keepTheirOrder() {
        try (WebSocketClient client = client("/sending")) {
            client.send("order");

            client.awaitText(Integer.toString(4 * SendingHub.EACH - 1));
            assertThat(client.timeline().texts())
                    .isEqualTo(IntStream.range(0, 4 * SendingHub.EACH)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"threads, 4", "parts, 3"})
    @Clause("CONN-4")
    void sends_ofSeveralThreads_arriveOnceAndWhole(String command, int threads) {
        try (WebSocketClient client = client("/sending")) {
            client.send(command);

            List<String> expected = IntStream.range(0, threads * SendingHub.EACH)
                    .mapToObj(i -> i / SendingHub.EACH + ":" + i % SendingHub.EACH + ":" + "y".repeat(1000))
                    .toList();
            Bound.await(
                    Bound.SOON,
                    () -> "got " + client.timeline().texts().size(),
                    () -> client.timeline().texts().size() >= expected.size());
            assertThat(client.timeline().texts()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    @Clause("CONN-8")
    void state_whenPut_isKeptUntilRemoved() {
        try (WebSocketClient client = client("/state");
                WebSocketClient other = client("/state")) {
            client.exchange("get", "nothing");
            client.exchange("put", "done");
            client.exchange("get", "first[1, 2]");
            client.exchange("keys", "[note, opened]");
            other.exchange("keys", "[opened]");
            client.exchange("remove", "true false");
            client.exchange("keys", "[opened]");
        }
    }

    @Test
    @Clause("CONN-9")
    void state_withTooMuchOrNoKey_refusesAndStays() {
        try (WebSocketClient client = client("/state")) {
            client.exchange("much", "IllegalStateException");
            client.exchange("empty", "IllegalArgumentException");
            client.exchange("keys", "[opened]");
        }
    }
}
