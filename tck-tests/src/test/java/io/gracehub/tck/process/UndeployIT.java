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

import io.gracehub.tck.app.MarkedEcho;
import io.gracehub.tck.app.MarkedHub;
import io.gracehub.tck.app.Marker;
import io.gracehub.tck.app.PlainEcho;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.LibertyServer;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The stop of an application while its server lives on. */
final class UndeployIT {

    private static final int TIMES = 5;

    @Test
    @Clause("TRIG-6")
    void undeploy_withClients_drainsAndLeavesNoZombie() {
        try (LibertyServer server = server(
                        chat().config("gracehub.shutdown.timeout", "4s"),
                        Wars.plain("plain").classes(PlainEcho.class, Trace.class))
                .start()) {
            List<WebSocketClient> leaving = leaving(server, 3);
            List<WebSocketClient> staying = staying(server, 3);

            int mark = server.mark();
            server.undeploy("chat");

            assertLeft(leaving);
            assertClosedWith1012(staying, Bound.seconds(15));
            server.awaitStopped(mark, "chat", Bound.seconds(30));
            assertThat(stages(server)).isEqualTo(ALL_STAGES);
            assertThat(server.traceTexts().stream().filter(line -> line.equals("hook first begins")))
                    .hasSize(1);
            assertThat(server.traceTexts().stream().filter(line -> line.equals("closed 1012")))
                    .hasSize(3);
            try (WebSocketClient other = WebSocketClient.connect(server.ws("/plain/echo"))) {
                other.exchange("others live", "echo others live");
            }
            server.signal("TERM");
            assertThat(server.exitCode(Bound.seconds(40)))
                    .as("signals work as before")
                    .isEqualTo(143);
        }
    }

    @Test
    @Clause("TRIG-8")
    void redeploy_manyTimes_keepsNoMoreClassesThanWithoutLibrary() {
        WebArchive plain =
                Wars.plain("plain").classes(MarkedEcho.class, Marker.class).build();
        WebArchive hub = Wars.named("hub")
                .classes(MarkedHub.class, Marker.class)
                .config("gracehub.shutdown.offline.timeout", "100ms")
                .config("gracehub.shutdown.timeout", "2s")
                .build();
        try (LibertyServer server =
                LibertyServer.named("redeploy").war(plain).war(hub).start()) {
            for (int i = 0; i < TIMES; i++) {
                use(server, "/plain/echo");
                server.redeploy(plain);
            }
            use(server, "/plain/echo");
            long kept = count(server).get(Marker.class.getName());
            for (int i = 0; i < TIMES; i++) {
                use(server, "/hub/echo");
                server.redeploy(hub);
            }
            use(server, "/hub/echo");

            assertThat(kept).as("deployments kept without the library").isLessThan(TIMES);
            Map<String, Long> live = count(server);
            assertThat(live.get(Marker.class.getName()) - kept)
                    .as("deployments kept with the library; kept without: %s", kept)
                    .isLessThanOrEqualTo(kept);
            assertThat(live.entrySet().stream()
                            .filter(entry -> !entry.getKey().startsWith("io.gracehub.tck."))
                            .filter(entry -> entry.getValue() > kept))
                    .as("classes of the library that live in too many deployments")
                    .isEmpty();
        }
    }

    /** Leaves the connection to the undeploy, as clients do. */
    private static void use(LibertyServer server, String path) {
        WebSocketClient client = WebSocketClient.connect(server.ws(path));
        client.exchange("a ", "a Marker");
        client.abort();
    }

    /** How many class loaders have live objects of each class of ours: the histogram has a row for each. */
    private static Map<String, Long> count(LibertyServer server) {
        return server.liveClasses().stream()
                .filter(name -> name.startsWith("io.gracehub."))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
