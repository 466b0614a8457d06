// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.assertClosedWith1012;
import static io.gracehub.tck.process.Scenario.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.SlowHub;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.app.UnmadeHub;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections whose opening takes long, or fails. */
final class OpeningIT {

    /** With ten seconds the drain sees the opening end; with one, its deadline comes first. */
    @ParameterizedTest
    @ValueSource(strings = {"10s", "1s"})
    @Clause("TRIG-6")
    void undeploy_whileAConnectionIsOpening_closesIt(String timeout) {
        try (Server server = server(slow(timeout)).start()) {
            WebSocketClient client = WebSocketClient.connect(server.ws("/slow/slow"));
            server.awaitTrace("slow begins", Bound.SOON);

            int mark = server.mark();
            server.undeploy("slow");

            assertClosedWith1012(List.of(client), Bound.seconds(15));
            server.awaitStopped(mark, "slow", Bound.seconds(30));
            server.awaitTrace("slow made: false", Bound.SOON);
            assertThat(server.traceTexts()).doesNotContain("slow opened");
            assertThat(server.logs().substring(mark)).doesNotContain("CWWKL0002E");
        }
    }

    private static Wars slow(String timeout) {
        return Wars.named("slow")
                .classes(SlowHub.class, Trace.class)
                .config("gracehub.shutdown.offline.timeout", "300ms")
                .config("gracehub.shutdown.timeout", timeout);
    }

    @Test
    @Clause("HUB-13")
    void connect_toAHubThatCannotBeMade_isClosedWith1011() {
        try (Server server =
                server(Wars.named("unmade").classes(UnmadeHub.class)).start()) {
            WebSocketClient client = WebSocketClient.connect(server.ws("/unmade/unmade"));

            Received.Closed end = client.awaitClosed(Bound.SOON);

            assertThat(end.code()).isEqualTo(1011);
            assertThat(end.reason()).doesNotContain("secret");
            server.awaitLog(0, "GRACEHUB1356E.*UnmadeHub.*secret detail", Bound.SOON);
        }
    }
}
