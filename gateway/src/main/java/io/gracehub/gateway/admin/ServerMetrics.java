// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers of which each server has its own: servers come and go, so all rows are made anew each time. */
final class ServerMetrics {

    private final Gauges gauges;
    private final MultiGauge connections;
    private final MultiGauge states;
    private final MultiGauge links;
    private final MultiGauge cordons;
    private final MultiGauge moves;

    ServerMetrics(MeterRegistry registry, Gauges gauges) {
        this.gauges = gauges;
        connections = gauge(registry, "connections", "WebSocket connections, by the server that each is at.");
        states = gauge(registry, "servers", "Servers, by state.");
        links = gauge(registry, "link.up", "1 while the link to a server is up, else 0.");
        cordons = gauge(registry, "server.cordoned", "1 while an operator has set a server aside, else 0.");
        moves = gauge(registry, "connections.moving", "Connections that are being moved (running) or wait for it.");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder("gracehub.gateway." + name)
                .description(description)
                .register(registry);
    }

    void refresh() {
        List<Server> servers = gauges.servers().all();
        Map<Server, Integer> counts = new HashMap<>();
        servers.forEach(server -> counts.put(server, 0));
        gauges.connections().all().forEach(connection -> counts.merge(connection.server(), 1, Integer::sum));
        connections.register(
                counts.entrySet().stream()
                        .map(entry -> Row.of(tags(entry.getKey()), entry.getValue()))
                        .toList(),
                true);
        states.register(
                Arrays.stream(ServerState.values())
                        .map(state -> Row.of(Tags.of("state", Health.text(state)), Health.count(servers, state)))
                        .toList(),
                true);
        links.register(
                servers.stream()
                        .map(server -> Row.of(names(server), server.identity().isPresent() ? 1 : 0))
                        .toList(),
                true);
        cordons.register(
                servers.stream()
                        .map(server -> Row.of(names(server), server.cordoned() ? 1 : 0))
                        .toList(),
                true);
        moves.register(
                List.of(
                        Row.of(Tags.of("state", "running"), gauges.moving()),
                        Row.of(Tags.of("state", "waiting"), gauges.waiting())),
                true);
    }

    private static Tags names(Server server) {
        return Tags.of("server", server.name(), "address", server.address().toString());
    }

    private static Tags tags(Server server) {
        return Tags.of(
                "server", server.name(), "address", server.address().toString(), "state", Health.text(server.state()));
    }
}
