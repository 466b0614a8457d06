// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.ALL_STAGES;
import static io.gracehub.tck.process.Scenario.assertClosedWith1012;
import static io.gracehub.tck.process.Scenario.assertLeft;
import static io.gracehub.tck.process.Scenario.chat;
import static io.gracehub.tck.process.Scenario.leaving;
import static io.gracehub.tck.process.Scenario.server;
import static io.gracehub.tck.process.Scenario.stages;
import static io.gracehub.tck.process.Scenario.staying;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.ServerBuilder;
import io.gracehub.tck.harness.SmallDisk;
import io.gracehub.tck.harness.WebSocketClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A drain that nobody can log. */
@Tag("faults")
final class FullDiskIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    @ParameterizedTest(name = "from the start: {0}")
    @ValueSource(booleans = {true, false})
    @Clause("STAGE-50")
    void drain_whenTheDiskOfTheLogsIsFull_takesAllStagesInTime(boolean fromTheStart) {
        try (SmallDisk disk = SmallDisk.mount()) {
            ServerBuilder builder = server(chat().config("gracehub.shutdown.timeout", TIMEOUT.toString()))
                    .logs(disk.path(""));
            if (fromTheStart) {
                disk.fill(); // Open Liberty's script would not start a server that cannot write to its console
            } else {
                builder.console(disk.path("console.txt"));
            }
            try (Server server = builder.start()) {
                List<WebSocketClient> leaving = leaving(server, 20);
                List<WebSocketClient> staying = staying(server, 4);
                if (!fromTheStart) {
                    disk.fill();
                }

                long signalled = System.nanoTime();
                server.signal("TERM");

                assertLeft(leaving);
                assertClosedWith1012(staying, Bound.seconds(15));
                for (WebSocketClient client : staying) {
                    Received.Closed end = client.awaitClosed(Duration.ZERO);
                    assertThat(Duration.ofNanos(end.nanos() - signalled))
                            .isBetween(TIMEOUT.minusMillis(500), TIMEOUT.plus(Bound.seconds(3)));
                }
                assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
                assertThat(stages(server)).isEqualTo(ALL_STAGES);
                assertThat(disk.full()).isTrue();
                assertThat(server.logs()).doesNotContain("GRACEHUB1509I");
            }
        }
    }
}
