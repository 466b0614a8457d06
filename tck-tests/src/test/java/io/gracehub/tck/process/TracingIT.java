// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.assertLeft;
import static io.gracehub.tck.process.Scenario.chat;
import static io.gracehub.tck.process.Scenario.leaving;
import static io.gracehub.tck.process.Scenario.server;
import static io.gracehub.tck.process.Scenario.staying;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.BadHooksHub;
import io.gracehub.tck.app.StageRecorder;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.CollectedSpan;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.ServerBuilder;
import io.gracehub.tck.harness.SpanCollector;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.server.ServerKind;
import io.gracehub.tck.spec.NotOn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The traces of drains. */
@NotOn(
        value = {ServerKind.GLASSFISH, ServerKind.TOMCAT},
        why = "it has no MicroProfile Telemetry")
final class TracingIT {

    private static final String[] FEATURES = {
        "servlet-6.0", "cdi-4.0", "websocket-2.1", "mpConfig-3.1", "mpHealth-4.0", "jsonb-3.0", "mpTelemetry-2.1"
    };

    private final SpanCollector collector = new SpanCollector();

    @AfterEach
    void close() {
        collector.close();
    }

    @Test
    @Clause({"MON-5", "MON-6", "MON-7", "OPER-11"})
    void signal_whenHooksFail_isATraceThatIsExportedBeforeTheEnd() {
        Wars war = Wars.named("chat")
                .classes(BadHooksHub.class, StageRecorder.class, Trace.class)
                .config("gracehub.server.name", "alpha")
                .config("gracehub.control.token", OperatorClient.TOKEN)
                .config("gracehub.link.secret", FakeGateway.SECRET)
                .config("gracehub.shutdown.offline.timeout", "100ms")
                .config("gracehub.shutdown.hook-timeout", "1s");
        ServerBuilder builder = server(war).features(FEATURES);
        settings().forEach(builder::property); // telemetry of the whole server
        try (Server server = builder.start();
                FakeGateway gateway = FakeGateway.link(server)) {
            List<WebSocketClient> clients = leaving(server, 2);

            server.signal("TERM");

            assertLeft(clients);
            assertThat(server.exitCode(Bound.seconds(20))).isEqualTo(143);
            List<CollectedSpan> trace = collector.awaitDrain("completed", Bound.SOON);
            CollectedSpan drain = span(trace, "gracehub drain");
            assertThat(drain.parent()).isEmpty();
            assertThat(drain.attributes())
                    .containsEntry("gracehub.server", "alpha")
                    .containsEntry("gracehub.mode", "wait-for-clients-close")
                    .containsEntry("gracehub.trigger", "SIGTERM")
                    .containsEntry("gracehub.connections.initial", 2L)
                    .containsEntry("gracehub.connections.left", 2L)
                    .containsEntry("gracehub.connections.closed", 0L)
                    .containsEntry("gracehub.connections.migrated", 0L)
                    .containsEntry("gracehub.connections.failed", 0L);
            assertInside(trace, "gracehub stage OFFLINE", drain);
            CollectedSpan hooks = assertInside(trace, "gracehub stage HOOKS", drain);
            assertInside(trace, "gracehub stage CLIENTS", drain);
            assertInside(trace, "gracehub stage STOPPED", drain);
            assertThat(assertInside(trace, "gracehub hook .*BadHooksHub.throwing", hooks)
                            .error())
                    .contains("broken on purpose");
            assertThat(assertInside(trace, "gracehub hook .*BadHooksHub.overrunning", hooks)
                            .error())
                    .contains("overran");
            assertThat(assertInside(trace, "gracehub hook .*BadHooksHub.working", hooks)
                            .error())
                    .isEmpty();
            assertThat(trace).hasSize(8);
            assertThat(trace.toString()).doesNotContain(OperatorClient.TOKEN, FakeGateway.SECRET, gateway.token());
        }
    }

    @Test
    @Clause({"MON-5", "MON-7"})
    void drain_takenBack_isATraceOfItsOwn_andSoIsThatOfTheUndeployment() {
        Wars war = chat().config("gracehub.shutdown.timeout", "3s");
        settings().forEach(war::config); // telemetry of the application
        try (Server server = server(war).features(FEATURES).start()) {
            List<WebSocketClient> clients = staying(server, 1);

            server.post("/chat/control/drain");
            clients.get(0).awaitText("exit", Bound.SOON);
            server.post("/chat/control/resume");

            List<CollectedSpan> takenBack = collector.awaitDrain("resumed", Bound.seconds(30));
            assertThat(takenBack).noneMatch(span -> span.name().equals("gracehub stage STOPPED"));

            int mark = server.mark();
            server.undeploy("chat");
            server.awaitStopped(mark, "chat", Bound.seconds(30));
            List<CollectedSpan> undeployment = collector.awaitDrain("deadline", Bound.seconds(30));
            assertThat(span(undeployment, "gracehub drain").attributes())
                    .containsEntry("gracehub.trigger", "application stop")
                    .containsEntry("gracehub.connections.closed", 1L);
            assertThat(undeployment)
                    .extracting(CollectedSpan::trace)
                    .doesNotContain(takenBack.get(0).trace());
        }
    }

    private Map<String, String> settings() {
        return Map.of(
                "otel.sdk.disabled", "false",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none",
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.exporter.otlp.endpoint", collector.endpoint());
    }

    private static CollectedSpan span(List<CollectedSpan> trace, String name) {
        List<CollectedSpan> named =
                trace.stream().filter(span -> span.name().matches(name)).toList();
        assertThat(named).as("%s in %s", name, trace).hasSize(1);
        return named.get(0);
    }

    private static CollectedSpan assertInside(List<CollectedSpan> trace, String name, CollectedSpan parent) {
        CollectedSpan span = span(trace, name);
        assertThat(span.parent()).as("parent of %s", name).isEqualTo(parent.id());
        assertThat(span.begun()).isBetween(parent.begun(), span.ended());
        assertThat(span.ended()).isLessThanOrEqualTo(parent.ended());
        return span;
    }
}
