// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import io.gracehub.gateway.connection.Carrier.Move;
import io.gracehub.gateway.connection.Carrier.Outcome;
import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.connection.Traffic;
import io.gracehub.gateway.migration.MigrationListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * Numbers for Prometheus. Whatever can be counted when it is asked for is counted then; on the path of messages there
 * is nothing but {@link Traffic}.
 */
public final class Metrics implements MigrationListener {

    private static final String PREFIX = "gracehub.gateway.";
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final Duration[] PAUSES = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Outcome, LongAdder> moves = new EnumMap<>(Outcome.class);
    private final ServerMetrics servers;
    private final Timer pauses;

    public Metrics(Gauges gauges) {
        servers = new ServerMetrics(registry, gauges);
        pauses = Timer.builder(PREFIX + "migration.pause")
                .description("Time from the last message to the old server to the first that could go to the new one.")
                .serviceLevelObjectives(PAUSES)
                .register(registry);
        countMoves();
        countTraffic(gauges.traffic());
        bindProcess();
        gauge("client.connections", "TCP connections of clients, of any kind.", gauges, Gauges::clientConnections);
        gauge("http.exchanges", "Requests of plain HTTP under way.", gauges, Gauges::httpExchanges);
        gauge("draining", "1 while the gateway itself shuts down, else 0.", gauges, each -> each.draining() ? 1 : 0);
    }

    private void gauge(String name, String description, Gauges gauges, ToDoubleFunction<Gauges> value) {
        Gauge.builder(PREFIX + name, gauges, value).description(description).register(registry);
    }

    private void countMoves() {
        for (Outcome outcome : Outcome.values()) {
            LongAdder count = new LongAdder();
            moves.put(outcome, count);
            FunctionCounter.builder(PREFIX + "migrations", count, LongAdder::sum)
                    .description("Moves of connections that have ended, by how.")
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(registry);
        }
    }

    private void countTraffic(Traffic traffic) {
        countDirection("to-server", traffic.toServers());
        countDirection("to-client", traffic.toClients());
    }

    private void countDirection(String name, Traffic.Direction direction) {
        FunctionCounter.builder(PREFIX + "websocket", direction, Traffic.Direction::bytes)
                .description("Bytes of WebSockets passed on.")
                .baseUnit("bytes")
                .tag("direction", name)
                .register(registry);
        FunctionCounter.builder(PREFIX + "websocket.messages", direction, Traffic.Direction::messages)
                .description("Messages of WebSockets passed on.")
                .tag("direction", name)
                .register(registry);
    }

    @SuppressWarnings("resource") // lives as long as the process
    private void bindProcess() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new JvmGcMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    @Override
    public void moved(Connection connection, Move move) {
        moves.getOrDefault(move.outcome(), new LongAdder()).increment();
        if (move.outcome() == Outcome.MOVED || move.outcome() == Outcome.MOVED_AFTER_CRASH) {
            pauses.record(move.pause());
        }
    }

    Page page() {
        servers.refresh();
        return new Page(200, CONTENT_TYPE, registry.scrape());
    }
}
