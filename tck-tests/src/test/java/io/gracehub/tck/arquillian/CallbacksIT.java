// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.WebSocketClient;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The callbacks' parameters, errors, scopes and contexts. */
@ArquillianTest
class CallbacksIT extends OnServer {

    @Test
    @Clause({"HUB-10", "HUB-12"})
    void variables_ofThePath_reachEveryCallback() {
        try (WebSocketClient client = client("/params/hall/7/true/1.5/z/9000000000")) {
            client.awaitText("open hall 7");
            client.exchange("hello", "hello 7 true 1.5 z 9000000000");
            client.exchange("throw", "error hall");

            client.close(4000, "bye");

            awaitJournal("params closed 9000000000 4000 bye");
        }
    }

    @Test
    @Clause("HUB-10")
    void variables_ofOtherPrimitives_areConverted() {
        assertAnswer("/primitives/12/0.25", "hello", "12 12 0.25");
    }

    @ParameterizedTest
    @CsvSource({"checked, failed IOException", "unchecked, failed IllegalStateException"})
    @Clause({"HUB-13", "HUB-15"})
    void exception_ofCallback_goesToOnErrorAndConnectionLives(String sent, String expected) {
        try (WebSocketClient client = client("/error")) {
            client.exchange(sent, expected);
            client.exchange("again", "fine");

            assertThat(client.timeline().toString()).doesNotContain("secret");
        }
    }

    @Test
    @Clause({"HUB-12", "HUB-13", "HUB-15"})
    void exception_ofOnOpen_goesToOnErrorAndConnectionIsClosed() {
        try (WebSocketClient client = client("/open-error")) {
            client.awaitText("failed IllegalStateException");

            assertThat(client.awaitClosed(Bound.SOON).code()).isEqualTo(1011);
            assertThat(client.timeline().toString()).doesNotContain("secret");
        }
    }

    @Test
    @Clause("HUB-21")
    void close_inOnOpen_reachesClientAndOnCloseOnce() {
        try (WebSocketClient client = client("/closing")) {
            assertThat(client.awaitClosed(Bound.SOON).code()).isEqualTo(1008);

            awaitJournal("closing closed 1008", Bound.seconds(2));
            awaitJournal("closing opened", Bound.SOON);
            assertThat(journal().stream().filter(line -> line.startsWith("closing closed")))
                    .containsExactly("closing closed 1008");
        }
    }

    @Test
    @Clause("HUB-15")
    void exception_withoutOnError_tellsClientNothing() {
        try (WebSocketClient client = client("/untold")) {
            client.exchange("first", "fine");
            client.send("throw");
            client.exchange("again", "fine");

            assertThat(client.timeline().toString()).doesNotContain("secret").doesNotContain("Exception");
        }
    }

    @Test
    @Clause("HUB-1")
    void hub_byDefault_isOneForAllConnections() {
        try (WebSocketClient one = client("/shared");
                WebSocketClient two = client("/shared")) {
            one.exchange("count", "1");
            two.exchange("count", "2");
            one.exchange("count", "3");
        }
    }

    @Test
    @Clause("HUB-2")
    void hub_thatIsDependent_isOnePerConnection() {
        try (WebSocketClient one = client("/own");
                WebSocketClient two = client("/own")) {
            one.exchange("count", "1");
            one.exchange("count", "2");
            two.exchange("count", "1");
            one.send("id");
            String id = awaitThird(one);

            one.close(1000, "");

            awaitJournal("own destroyed " + id);
            assertThat(journal())
                    .containsSubsequence("own made", "own opened " + id, "own closed " + id)
                    .containsSubsequence("own closed " + id, "own destroyed " + id);
            two.exchange("count", "2");
        }
    }

    private static String awaitThird(WebSocketClient client) {
        Bound.await(
                Bound.SOON,
                () -> client.timeline().toString(),
                () -> client.timeline().texts().size() == 3);
        return client.timeline().texts().get(2);
    }

    @Test
    @Clause({"HUB-16", "HUB-20"})
    void injection_interceptorsAndRequestContext_workInCallbacks() {
        try (WebSocketClient client = client("/intercepted")) {
            client.awaitText("open 1");
            client.exchange("you", "hello you 1!");
            client.close(1000, "");

            awaitJournal("intercepted closed 1");
        }
    }

    @Test
    @Clause({"HUB-17", "HUB-18"})
    void handshake_withSubprotocolsAndConfigurator_isShaped() {
        try (WebSocketClient client = WebSocketClient.options()
                .subprotocols("chat.v1", "other")
                .header("X-Mark", "blue")
                .connect(uri("/handshake"))) {
            assertThat(client.subprotocol()).isEqualTo("chat.v1");
            client.awaitText("blue chat.v1");
        }
    }

    @Test
    @Clause("HUB-17")
    void handshake_withoutCommonSubprotocol_agreesOnNone() {
        try (WebSocketClient client = client("/handshake")) {
            assertThat(client.subprotocol()).isEmpty();
            client.awaitText("none ");
        }
    }

    @Test
    @Clause("HUB-19")
    void messages_ofOneConnection_areHandledOneByOneInOrder() {
        List<String> sent = IntStream.range(0, 200).mapToObj(Integer::toString).toList();
        try (WebSocketClient client = client("/order")) {
            sent.forEach(client::send);

            client.awaitText("199");
            assertThat(client.timeline().texts()).isEqualTo(sent);
        }
    }

    @Test
    @Clause("CONN-1")
    void endpoint_besideHubs_staysAPlainOne() {
        assertAnswer("/plain", "hello", "no connection of a hub");
    }
}
