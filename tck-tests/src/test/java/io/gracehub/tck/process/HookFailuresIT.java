// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.ALL_STAGES;
import static io.gracehub.tck.process.Scenario.assertLeft;
import static io.gracehub.tck.process.Scenario.leaving;
import static io.gracehub.tck.process.Scenario.server;
import static io.gracehub.tck.process.Scenario.stages;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.BadHooksHub;
import io.gracehub.tck.app.StageRecorder;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks that do not end well. */
final class HookFailuresIT {

    @Test
    @Clause({"HOOK-3", "HOOK-4"})
    void hooks_thatThrowAndOverrun_areLoggedAndDoNotStopTheNext() {
        Wars war = Wars.named("chat")
                .classes(BadHooksHub.class, StageRecorder.class, Trace.class)
                .config("gracehub.shutdown.offline.timeout", "100ms")
                .config("gracehub.shutdown.hook-timeout", "1s");
        try (Server server = server(war).start()) {
            List<WebSocketClient> clients = leaving(server, 2);

            server.signal("TERM");

            assertLeft(clients);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
            assertThat(stages(server)).isEqualTo(ALL_STAGES);
            assertThat(server.traceTexts().stream().filter(line -> line.matches("hook \\w+")))
                    .containsExactly("hook throwing", "hook overrunning", "hook working");
            assertThat(server.logs())
                    .containsPattern("GRACEHUB15\\d\\d[WE].*BadHooksHub.{0,4}throwing.*broken on purpose")
                    .containsPattern("GRACEHUB15\\d\\d[WE].*BadHooksHub.{0,4}overrunning");
        }
    }
}
