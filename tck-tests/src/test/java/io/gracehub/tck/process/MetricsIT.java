// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.chat;
import static io.gracehub.tck.process.Scenario.leaving;
import static io.gracehub.tck.process.Scenario.server;
import static io.gracehub.tck.process.Scenario.staying;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.server.ServerKind;
import io.gracehub.tck.spec.NotOn;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What monitoring sees of a drain. */
@NotOn(
        value = {ServerKind.WILDFLY, ServerKind.GLASSFISH, ServerKind.TOMCAT},
        why = "it has no MicroProfile Metrics")
final class MetricsIT {

    static final String[] FEATURES = {
        "servlet-6.0", "cdi-4.0", "websocket-2.1", "mpConfig-3.1", "mpHealth-4.0", "jsonb-3.0", "mpMetrics-5.1"
    };

    @Test
    @Clause({"MON-1", "MON-2", "MON-3", "OPER-11"})
    void metrics_ofTwoApplications_followTheDrain_andGoWithThem() {
        Wars here = chat().config("gracehub.server.name", "alpha")
                .config("gracehub.control.token", OperatorClient.TOKEN)
                .config("gracehub.link.secret", FakeGateway.SECRET);
        Wars there = chat("other").config("gracehub.server.name", "beta");
        try (Server server = server(here, there)
                        .features(FEATURES)
                        .xml("<mpMetrics authentication=\"false\"/>")
                        .start();
                FakeGateway gateway = FakeGateway.link(server)) {
            List<WebSocketClient> staying = staying(server, 2);
            awaitMetric(server, 0, "gracehub_stage", "server=\"alpha\"");
            awaitMetric(server, 0, "gracehub_stage", "server=\"beta\"");
            awaitMetric(server, 2, "gracehub_connections", "server=\"alpha\"", "hub=\"/chat\"");
            awaitMetric(server, 0, "gracehub_connections", "server=\"beta\"", "hub=\"/chat\"");
            awaitMetric(server, 0, "gracehub_connections_ended_total", "server=\"alpha\"", "how=\"migrated\"");

            List<WebSocketClient> leaving = leaving(server, 3);
            server.post("/chat/control/drain");
            leaving.forEach(client -> client.awaitClosed(Bound.SOON));
            awaitMetric(server, 3, "gracehub_stage", "server=\"alpha\"");
            awaitMetric(server, 2, "gracehub_connections", "server=\"alpha\"", "hub=\"/chat\"");
            awaitMetric(server, 3, "gracehub_connections_ended_total", "server=\"alpha\"", "how=\"left\"");
            awaitMetric(server, 1, "gracehub_hook_time_count", "server=\"alpha\"", "ChatHub.first");
            awaitMetric(server, 1, "gracehub_stage_time_count", "server=\"alpha\"", "stage=\"OFFLINE\"");
            awaitMetric(server, 1, "gracehub_stage_time_count", "server=\"alpha\"", "stage=\"HOOKS\"");
            server.post("/chat/control/resume");
            awaitMetric(server, 0, "gracehub_stage", "server=\"alpha\"");
            awaitMetric(server, 1, "gracehub_stage_time_count", "server=\"alpha\"", "stage=\"CLIENTS\"");
            staying.forEach(client -> client.exchange("back", "echo back"));
            assertThat(scrape(server)).doesNotContain(OperatorClient.TOKEN, FakeGateway.SECRET, gateway.token());

            int mark = server.mark();
            server.undeploy("other");
            server.awaitStopped(mark, "other", Bound.seconds(30));
            assertThat(scrape(server)).contains("server=\"alpha\"").doesNotContain("server=\"beta\"");
        }
    }

    /** Some servers write the unit into the name. */
    private static void awaitMetric(Server server, int value, String name, String... parts) {
        Bound.await(
                Bound.SOON,
                () -> name + Arrays.toString(parts) + " is not " + value + ":\n" + scrape(server),
                () -> scrape(server)
                        .lines()
                        .filter(line -> line.replace("_seconds_", "_").startsWith(name + "{"))
                        .filter(line -> Arrays.stream(parts).allMatch(line::contains))
                        .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) == value));
    }

    private static String scrape(Server server) {
        return server.get("/metrics?scope=application").body();
    }
}
