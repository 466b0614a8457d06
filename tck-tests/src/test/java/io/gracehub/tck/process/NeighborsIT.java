// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.PATH;
import static io.gracehub.tck.process.Scenario.assertClosedWith1012;
import static io.gracehub.tck.process.Scenario.assertLeft;
import static io.gracehub.tck.process.Scenario.chat;
import static io.gracehub.tck.process.Scenario.leaving;
import static io.gracehub.tck.process.Scenario.server;
import static io.gracehub.tck.process.Scenario.staying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gracehub.tck.app.AsideHub;
import io.gracehub.tck.app.ForeignExtension;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.HandshakeRefused;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.WebSocketClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What shares a WAR: hubs with settings of their own, and other libraries. */
final class NeighborsIT {

    @Test
    @Clause({"STAGE-16", "CONF-6"})
    void drainFromCode_withOneHubOff_leavesThatHubAlone() {
        try (Server server = server(chat().classes(AsideHub.class)
                        .config("gracehub.hub.\"/aside\".shutdown.mode", "off")
                        .config("gracehub.shutdown.timeout", "30s"))
                .start()) {
            List<WebSocketClient> staying = staying(server, 1);
            WebSocketClient before = WebSocketClient.connect(server.ws("/chat/aside"));

            server.post("/chat/control/drain");
            server.awaitTrace("stage HOOKS>CLIENTS", Bound.SOON);

            WebSocketClient during = WebSocketClient.connect(server.ws("/chat/aside"));
            during.exchange("new", "echo new");
            before.exchange("old", "echo old");
            HandshakeRefused refusal =
                    catchThrowableOfType(HandshakeRefused.class, () -> WebSocketClient.connect(server.ws(PATH)));
            assertThat(refusal).isNotNull();
            assertThat(refusal.status()).isEqualTo(503);

            staying.forEach(client -> client.close(1000, "done"));
            server.awaitTrace("report COMPLETED connections=1 left=1 closed=0 hooks=first,aid,last", Bound.SOON);
            before.exchange("after", "echo after");
            during.exchange("after", "echo after");
            assertThat(server.traceTexts()).doesNotContain("hook aside");
        }
    }

    @Test
    @Clause("CONF-7")
    void deadlines_ofTwoHubs_closeTheStragglersOfEachAtItsOwn() {
        Duration early = Duration.ofSeconds(3);
        Duration late = Duration.ofSeconds(7);
        try (Server server = server(chat().classes(AsideHub.class)
                        .config("gracehub.hub.\"/aside\".shutdown.timeout", "7s")
                        .config("gracehub.shutdown.timeout", "3s"))
                .start()) {
            List<WebSocketClient> here = staying(server, 2);
            List<WebSocketClient> there =
                    WebSocketClient.connect(server.ws("/chat/aside"), 2, WebSocketClient.options());

            long signalled = System.nanoTime();
            server.signal("TERM");

            assertClosedWith1012(here, Bound.seconds(10));
            there.forEach(client -> client.exchange("alive", "echo alive"));
            assertClosedWith1012(there, Bound.seconds(15));
            assertEnded(here, signalled, early);
            assertEnded(there, signalled, late);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
        }
    }

    private static void assertEnded(List<WebSocketClient> clients, long signalled, Duration timeout) {
        for (WebSocketClient client : clients) {
            long ended = client.awaitClosed(Duration.ZERO).nanos();
            assertThat(Duration.ofNanos(ended - signalled))
                    .isBetween(timeout.minusMillis(500), timeout.plus(Bound.seconds(2)));
        }
    }

    @Test
    @Clause("HOOK-8")
    void observer_thatAnotherExtensionAdds_isCalledByTheContainer() {
        try (Server server = server(chat().extension(ForeignExtension.class)).start()) {
            List<WebSocketClient> clients = leaving(server, 1);

            server.signal("TERM");

            assertLeft(clients);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
            assertThat(server.traceTexts()).containsSubsequence("stage CLIENTS>STOPPED", "foreign shutdown");
            assertThat(server.traceTexts()).containsOnlyOnce("foreign shutdown");
        }
    }
}
