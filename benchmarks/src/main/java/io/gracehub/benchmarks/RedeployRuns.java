// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.client.NumberedClients;
import io.gracehub.benchmarks.process.Vitals;
import io.gracehub.benchmarks.report.Report;
import io.gracehub.benchmarks.server.LibertyServer;
import io.gracehub.benchmarks.server.War;
import io.gracehub.benchmarks.wire.WireClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One WAR that is deployed and undeployed again and again while it has clients, in a server that keeps running. */
final class RedeployRuns implements AutoCloseable {

    private static final String APPLICATION_LOADER = "com.ibm.ws.classloading.internal.AppClassLoader";
    private static final Duration LAST_ECHO = Duration.ofSeconds(10);
    private static final Duration LOAD = Duration.ofMillis(300);
    private static final int RATE = 10;

    private final War war;
    private final LibertyServer server;
    private final WireClients wire;
    private final int clients;
    private final Flatness flatness;
    private final List<Double> applications = new ArrayList<>();

    RedeployRuns(Place place, War war, WireClients wire, int clients) {
        this.war = war;
        this.wire = wire;
        this.clients = clients;
        this.flatness = new Flatness(war.name());
        server = LibertyServer.start(
                place.target(),
                "soak-" + war.name(),
                List.of(
                        "-Dgracehub.shutdown.mode=close-clients",
                        "-Dgracehub.shutdown.close.batch=1000",
                        "-Dgracehub.shutdown.close.interval=100ms"));
    }

    Flatness flatness() {
        return flatness;
    }

    /** Deploys it, lets clients talk to it, and undeploys it under them. */
    void cycle() {
        server.deploy(war);
        try (NumberedClients talking = new NumberedClients(wire, server.ws("/" + war.name() + "/numbered"), clients)) {
            talking.start((double) RATE * clients);
            NumberedClients.pause(LOAD);
            talking.stop(LAST_ECHO);
            server.undeploy(war);
        }
    }

    /** Looks at the server, without the application. */
    void sample(int cycle, Report report) {
        Vitals vitals = Vitals.of(server.jvm());
        long loaders = vitals.loaders().getOrDefault(APPLICATION_LOADER, 0L);
        applications.add((double) loaders);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("WAR", war.name());
        row.put("deployed", cycle);
        row.putAll(flatness.add(vitals));
        row.put("the application's loaders", loaders);
        report.add(row);
    }

    /** The most class loaders of the application that were left at any time. */
    double mostLoaders() {
        return applications.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    @Override
    public void close() {
        server.close();
    }
}
