// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.assertLeft;
import static io.gracehub.tck.process.Scenario.chat;
import static io.gracehub.tck.process.Scenario.leaving;
import static io.gracehub.tck.process.Scenario.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.ForeignExtension;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.LibertyServer;
import io.gracehub.tck.harness.WebSocketClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What shares a WAR with hubs: other libraries. */
final class NeighborsIT {

    @Test
    @Clause("HOOK-8")
    void observer_thatAnotherExtensionAdds_isCalledByTheContainer() {
        try (LibertyServer server =
                server(chat().extension(ForeignExtension.class)).start()) {
            List<WebSocketClient> clients = leaving(server, 1);

            server.signal("TERM");

            assertLeft(clients);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
            assertThat(server.traceTexts()).containsSubsequence("stage CLIENTS>STOPPED", "foreign shutdown");
            assertThat(server.traceTexts()).containsOnlyOnce("foreign shutdown");
        }
    }
}
