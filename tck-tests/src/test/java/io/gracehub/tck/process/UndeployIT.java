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

import io.gracehub.tck.app.MarkedHub;
import io.gracehub.tck.app.Marker;
import io.gracehub.tck.app.PlainEcho;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.CommandResult;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.server.ServerKind;
import io.gracehub.tck.spec.NotOn;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The stop of an application while its server lives on. */
final class UndeployIT {

    private static final int TIMES = 5;

    /** The deployment that runs, and one that the server itself may not have let go of yet. */
    private static final int KEPT = 2;

    @Test
    @Clause("TRIG-6")
    void undeploy_withClients_drainsAndLeavesNoZombie() {
        try (Server server = server(
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

    /** The application that came first holds the triggers of the process; another one takes over in the middle of the drain. */
    @Test
    @Clause({"TRIG-3", "TRIG-7"})
    void secondTerm_whenTheFirstApplicationHasLeftMeanwhile_cutsTheDrainOfTheOtherShort() {
        try (Server server =
                server(chat().config("gracehub.shutdown.timeout", "4s")).start()) {
            server.deployAndAwait(
                    chat("other").config("gracehub.shutdown.timeout", "300s").build());
            List<WebSocketClient> here = staying(server, 1);
            WebSocketClient there = WebSocketClient.connect(server.ws("/other/chat"));
            server.signal("TERM");
            Bound.await(
                    Bound.SOON,
                    () -> "stages " + stages(server),
                    () -> Collections.frequency(stages(server), "stage HOOKS>CLIENTS") == 2);

            int mark = server.mark();
            server.undeploy("chat");
            assertClosedWith1012(here, Bound.seconds(15));
            server.awaitStopped(mark, "chat", Bound.seconds(30));
            there.exchange("alive", "echo alive");
            server.signal("TERM");

            assertClosedWith1012(List.of(there), Bound.seconds(15));
            assertThat(server.exitCode(Bound.seconds(30))).isEqualTo(143);
        }
    }

    @Test
    @Clause({"TRIG-4", "TRIG-6"})
    void stopCommand_whileAnApplicationIsUndeployed_waitsForItsDrain() {
        try (Server server =
                server(chat().config("gracehub.shutdown.timeout", "15s")).start()) {
            List<WebSocketClient> staying = staying(server, 1);
            server.undeploy("chat");
            server.awaitTrace("stage HOOKS>CLIENTS", Bound.SOON);

            CompletableFuture<CommandResult> stop = server.stopCommand();

            assertClosedWith1012(staying, Bound.seconds(30));
            server.awaitTrace("stage CLIENTS>STOPPED", Bound.SOON);
            assertThat(stages(server)).isEqualTo(ALL_STAGES);
            assertThat(stop).succeedsWithin(Bound.seconds(60));
            assertThat(server.exitCode(Bound.seconds(40))).isEqualTo(0);
        }
    }

    @Test
    @Clause({"TRIG-8", "MON-3"})
    @NotOn(
            value = ServerKind.GLASSFISH,
            why = "it keeps the class loaders of applications that are gone, with the library or without")
    void redeploy_manyTimes_keepsNoOldClasses() {
        WebArchive war = Wars.named("hub")
                .classes(MarkedHub.class, Marker.class)
                .config("gracehub.shutdown.offline.timeout", "100ms")
                .config("gracehub.shutdown.timeout", "2s")
                .build();
        // The server's own caches hold deployments softly: they must not hide what the library would hold.
        try (Server server = Server.named("redeploy")
                .war(war)
                .features(MetricsIT.FEATURES)
                .jvmOption("-XX:SoftRefLRUPolicyMSPerMB=0")
                .start()) {
            for (int i = 0; i < TIMES; i++) {
                use(server, "/hub/echo");
                server.redeploy(war);
            }
            use(server, "/hub/echo");

            Bound.await(
                    Bound.seconds(60),
                    () -> "classes that live in more than " + KEPT + " deployments: " + inTooMany(server),
                    () -> inTooMany(server).isEmpty());
            assertThat(count(server)).containsKey(Marker.class.getName());
        }
    }

    private static Map<String, Long> inTooMany(Server server) {
        Map<String, Long> counts = count(server);
        counts.values().removeIf(count -> count <= KEPT);
        return counts;
    }

    /** Leaves the connection to the undeploy, as clients do. */
    private static void use(Server server, String path) {
        WebSocketClient client = WebSocketClient.connect(server.ws(path));
        client.exchange("a ", "a Marker");
        client.abort();
    }

    /** How many class loaders have live objects of each class of ours: the histogram has a row for each. */
    private static Map<String, Long> count(Server server) {
        return server.liveClasses().stream()
                .filter(name -> name.startsWith("io.gracehub."))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
