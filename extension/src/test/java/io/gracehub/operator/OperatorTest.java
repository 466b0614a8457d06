// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gracehub.GracefulShutdownMode;
import io.gracehub.config.Secret;
import io.gracehub.shutdown.Clock;
import io.gracehub.shutdown.ClosePace;
import io.gracehub.shutdown.LinkedGateways;
import io.gracehub.shutdown.Served;
import io.gracehub.shutdown.ServedHub;
import io.gracehub.shutdown.ServerShutdown;
import io.gracehub.shutdown.ShutdownSettings;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Runnable> due = new ArrayList<>();
    private final OneHub hub = new OneHub();
    private final ServerShutdown shutdown = new ServerShutdown(
            new ShutdownSettings(
                    "a,b",
                    Duration.ofSeconds(30),
                    Optional.empty(),
                    new ShutdownSettings.Offline(1, Duration.ZERO),
                    ClosePace.EVEN),
            new Served(List.of(hub), LinkedGateways.NONE),
            List.of(),
            event -> {},
            new ServerShutdown.Execution(Clock.system(), threads));

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void endpoint_withoutTokenOrHubs_isNot() {
        assertThat(operator(List.of(hub), "").listens()).isFalse();
        assertThat(operator(List.of(hub), "").admits("Bearer ")).isFalse();
        assertThat(operator(List.of(), "secret").listens()).isFalse();
        assertThat(operator(List.of(hub), "secret").listens()).isTrue();
        assertThat(operator(List.of(hub), "secret").admits("Bearer secret")).isTrue();
    }

    @Test
    void ended_whenTheDrainIsOverdue_completesWithNothing_andTheDrainGoesOn() throws Exception {
        Operator operator = operator(List.of(hub), "secret");
        CompletableFuture<String> overdue = operator.ended();
        CompletableFuture<String> patient = operator.ended();
        assertThat(overdue).isNotDone();

        due.get(0).run();

        assertThat(overdue).isCompletedWithValue("");
        assertThat(patient).isNotDone();
        hub.leave();
        assertThat(parsed(patient.get(10, TimeUnit.SECONDS)))
                .containsEntry("outcome", "COMPLETED")
                .containsEntry("trigger", "operator")
                .containsEntry("server", "a,b");
        assertThat(parsed(operator.status())).containsEntry("stage", "STOPPED").doesNotContainEntry("report", "null");
    }

    @Test
    void resume_whenNoDrainIsUnderWay_isRefused_andAfterOneTheStatusIsThatOfARunningServer() throws Exception {
        Operator operator = operator(List.of(hub), "secret");
        assertThatIllegalStateException().isThrownBy(operator::resume).withMessageContaining("GRACEHUB2000E");

        CompletableFuture<String> ended = operator.ended();
        assertThat(parsed(operator.status()).get("deadline")).endsWith("Z");
        operator.resume();

        assertThat(parsed(ended.get(10, TimeUnit.SECONDS))).containsEntry("outcome", "RESUMED");
        hub.leave();
        assertThat(parsed(operator.status()))
                .containsEntry("stage", "RUNNING")
                .containsEntry("trigger", "null")
                .containsEntry("deadline", "null")
                .containsEntry("left", "0");
    }

    @Test
    void mbean_whileRegistered_drains_andIsGoneAfterwards() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.gracehub:type=GracefulShutdown,server=\"a,b\"");
        OperatorMBean mbean = OperatorMBean.register(operator(List.of(hub), ""));
        try {
            assertThat(server.getAttribute(name, "Stage")).isEqualTo("RUNNING");
            assertThat(server.getAttribute(name, "LastReport")).isEqualTo("");
            assertThat(server.getAttribute(name, "Connections")).isEqualTo(1);
            assertThat(server.getMBeanInfo(name).getOperations()).allMatch(each -> each.getSignature().length == 0);
            assertThatThrownBy(() -> server.invoke(name, "resume", null, null))
                    .isInstanceOf(RuntimeMBeanException.class)
                    .hasRootCauseInstanceOf(IllegalStateException.class);
            assertThatThrownBy(
                            () -> server.invoke(name, "drain", new Object[] {"x"}, new String[] {"java.lang.String"}))
                    .isInstanceOf(ReflectionException.class);

            server.invoke(name, "drain", null, null);

            assertThat(server.getAttribute(name, "DrainedBy")).isEqualTo("operator over JMX");
            assertThat(server.getAttribute(name, "Deadline")).asString().endsWith("Z");
            CompletableFuture<?> report = shutdown.drain();
            hub.leave();
            report.get(10, TimeUnit.SECONDS);
            assertThat(server.getAttribute(name, "LastReport")).asString().contains("COMPLETED");
        } finally {
            mbean.close();
        }
        assertThatThrownBy(() -> server.getAttribute(name, "Stage")).isInstanceOf(InstanceNotFoundException.class);
    }

    private Operator operator(List<ServedHub> hubs, String token) {
        return new Operator(
                "a,b",
                shutdown,
                hubs,
                token.isEmpty() ? Optional.empty() : Optional.of(new Secret(token)),
                (delay, task) -> due.add(task));
    }

    /** Its members as text. */
    private static Map<String, String> parsed(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, each -> text(each.getValue())));
        }
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    /** A hub with one client, which leaves when told. */
    private final class OneHub implements ServedHub {

        private volatile int left;

        void leave() {
            left = 1;
            shutdown.connectionEnded();
        }

        @Override
        public String path() {
            return "/one";
        }

        @Override
        public GracefulShutdownMode mode() {
            return GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE;
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(30);
        }

        @Override
        public int connections() {
            return 1 - left;
        }

        @Override
        public Departures departures() {
            return new Departures(left, 0, 0, 0);
        }

        @Override
        public CompletableFuture<?> flushed() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void probe() {}

        @Override
        public Closer closer(BooleanSupplier wanted) {
            throw new UnsupportedOperationException("its mode is another");
        }

        @Override
        public CompletableFuture<?> closeForRestart() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<?> cutOff() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
