// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.client.Clients;
import io.gracehub.benchmarks.client.LeavingClients;
import io.gracehub.benchmarks.hub.LeavingHub;
import io.gracehub.benchmarks.report.Figure;
import io.gracehub.benchmarks.report.Plot;
import io.gracehub.benchmarks.report.Report;
import io.gracehub.benchmarks.server.LibertyServer;
import io.gracehub.benchmarks.server.War;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A drain of many connections whose clients close when they are told to, under a readiness probe. What it takes beyond
 * the clients' own time, from the first one told to the last one's Close frame, is the library's.
 */
final class DrainMeasurement {

    private static final List<String> DEFAULTS = List.of("connections=1000", "runs=5");
    private static final long PROBE_MILLIS = 100;
    private static final List<Duration> DELAYS = List.of(Duration.ZERO, Duration.ofSeconds(2));
    private static final War HUBS = War.of("hubs", LeavingHub.class);

    private static final List<String> DRAWN =
            List.of("to OFFLINE", "OFFLINE", "HOOKS", "CLIENTS", "in all", "clients' own", "beyond");

    private final Place place;
    private final Arguments arguments;

    private DrainMeasurement(Place place, Arguments arguments) {
        this.place = place;
        this.arguments = arguments;
    }

    static void run(Place place, List<String> given) {
        new DrainMeasurement(place, Arguments.read(given, DEFAULTS)).run();
    }

    private void run() {
        Report report =
                new Report("Drain of connections, from SIGTERM to stage STOPPED, in milliseconds; readiness probed"
                        + " every " + PROBE_MILLIS + " ms; settings: " + arguments.settings());
        List<Figure> figures =
                DRAWN.stream().map(column -> new Figure(column, "")).toList();
        for (Duration delay : DELAYS) {
            for (int run = 1; run <= arguments.number("runs"); run++) {
                Map<String, Object> row = drain(delay, run);
                report.add(row);
                for (int i = 0; i < DRAWN.size(); i++) {
                    double millis = ((Number) Objects.requireNonNull(row.get(DRAWN.get(i)))).doubleValue();
                    figures.get(i).add("clients leave after " + delay.toMillis() + " ms", millis);
                }
            }
        }
        place.publish("drain", report);
        place.publish(
                "drain",
                Plot.medians("Drain of " + arguments.number("connections") + " connections, medians", "ms", figures));
    }

    private Map<String, Object> drain(Duration delay, int run) {
        ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor();
        try (LibertyServer server = LibertyServer.start(
                        place.target(), "drain", arguments.jvmOptions(), HUBS.with(place.library()));
                Clients clients = new Clients()) {
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            prober.scheduleAtFixedRate(() -> probe(http, server), 0, PROBE_MILLIS, TimeUnit.MILLISECONDS);
            LeavingClients leaving =
                    new LeavingClients(clients, server.ws("/hubs/leaving"), arguments.number("connections"), delay);
            Instant sent = server.terminate();
            return row(delay, run, leaving.seen(), new Stages(sent, server.log()));
        } finally {
            prober.shutdownNow();
        }
    }

    private static void probe(HttpClient http, LibertyServer server) {
        HttpRequest ready = HttpRequest.newBuilder(server.http("/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        http.sendAsync(ready, BodyHandlers.discarding());
    }

    private static Map<String, Object> row(Duration delay, int run, LeavingClients.Seen seen, Stages stages) {
        long own = Duration.between(seen.firstTold(), seen.lastLeft()).toMillis();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("clients leave after", delay.toMillis());
        row.put("run", run);
        row.put("told", seen.told());
        row.put("clean", seen.clean());
        row.put("to OFFLINE", stages.until("OFFLINE"));
        row.put("OFFLINE", stages.of("OFFLINE", "HOOKS"));
        row.put("HOOKS", stages.of("HOOKS", "CLIENTS"));
        row.put("CLIENTS", stages.of("CLIENTS", "STOPPED"));
        row.put("in all", stages.until("STOPPED"));
        row.put("clients' own", own);
        row.put("beyond", stages.until("STOPPED") - own);
        return row;
    }
}
