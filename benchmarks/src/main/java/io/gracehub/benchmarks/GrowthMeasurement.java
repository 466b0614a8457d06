// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.proxy.Metrics;
import io.gracehub.benchmarks.proxy.Pauses;
import io.gracehub.benchmarks.report.Line;
import io.gracehub.benchmarks.report.Plot;
import io.gracehub.benchmarks.report.Report;
import io.gracehub.benchmarks.report.Samples;
import io.gracehub.benchmarks.wire.WireClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a migration of all clients grows with their number: its time, and the pause of each. They have <em>moved</em> when each
 * has got an echo from the other server, and <em>left</em> when the server that stops says so, which does not wait for their
 * next message.
 */
final class GrowthMeasurement {

    private static final double THOUSAND = 1_000;
    private static final List<String> DEFAULTS = List.of(
            "server=liberty",
            "fronts=1",
            "clients=1000,2000,4000,6000,9000",
            "rate=1",
            "runs=3",
            "warm-up.seconds=4",
            "timeout.seconds=180");

    private final Arguments arguments;
    private final Fleet fleet;
    private final Report runs;
    private final Map<String, List<Line.Point>> points = new LinkedHashMap<>();

    private GrowthMeasurement(Arguments arguments, Fleet fleet, Report runs) {
        this.arguments = arguments;
        this.fleet = fleet;
        this.runs = runs;
    }

    static void run(Place place, List<String> given) {
        Arguments arguments = Arguments.read(given, DEFAULTS);
        List<String> options = arguments.jvmOptions().isEmpty() ? Gateway.JVM_OPTIONS : arguments.jvmOptions();
        Report runs = new Report("All clients of a server that stops migrate; the gateway's JVM: "
                + String.join(" ", options) + "; settings: " + arguments.settings());
        try (WireClients wire = new WireClients();
                Fleet fleet = Fleet.start(place, Way.MIGRATE, options, wire, arguments)
                        .orElseThrow(() -> new IllegalStateException("there is no gateway"))) {
            GrowthMeasurement measurement = new GrowthMeasurement(arguments, fleet, runs);
            measurement.run();
            place.publish("growth-runs", runs);
            place.publish("growth", measurement.fitted());
            place.publish(
                    "growth",
                    Plot.lines(
                            "A migration of all clients, medians of runs",
                            "clients",
                            "ms",
                            true,
                            measurement.medians()));
        }
    }

    /** The sizes take turns, so that a machine that gets slower does not look like growth; the first one warms the gateway. */
    private void run() {
        int most = Fleet.mostClients(arguments);
        List<Integer> sizes = new ArrayList<>(arguments.numbers("clients"));
        if (sizes.removeIf(clients -> clients > most)) {
            System.out.println("more than " + most + " clients: left out, the limit of open files allows no more with"
                    + " fronts=" + arguments.text("fronts"));
        }
        fleet.ready(Fleet.A);
        runs.add(row(sizes.get(0), 0));
        for (int run = 1; run <= arguments.number("runs"); run++) {
            for (int clients : sizes) {
                runs.add(row(clients, run));
            }
        }
    }

    private Map<String, Object> row(int clients, int run) {
        String from = fleet.running();
        fleet.open(clients);
        fleet.ready(Fleet.other(from));
        Metrics metrics = fleet.metrics();
        Stop stop = Stop.of(
                fleet, from, arguments.decimal("rate"), Duration.ofSeconds(arguments.number("timeout.seconds")));
        Pauses pauses = fleet.metrics().pausesSince(metrics);
        fleet.closeClients();
        double worst = stop.across().worstMillis().percentile(99);
        if (run > 0 && Double.isFinite(stop.lastClient())) {
            point("all moved", clients, stop.lastClient());
            point("all left", clients, (double) stop.lastLeft());
            point("pause, mean", clients, pauses.meanMillis());
            point("longest wait for an echo, p99", clients, worst);
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("clients", clients);
        row.put("run", run == 0 ? "warm-up" : run);
        row.put("faults", stop.tally().faults());
        row.put("all moved", stop.lastClient());
        row.put("all left", stop.lastLeft());
        row.put("pause mean", pauses.meanMillis());
        row.put("pause p99 <=", pauses.boundMillis(99));
        row.put("longest wait p50", stop.across().worstMillis().median());
        row.put("longest wait p99", worst);
        row.put("peak CPU cores", stop.cores());
        return row;
    }

    private void point(String name, int clients, double millis) {
        points.computeIfAbsent(name, key -> new ArrayList<>()).add(new Line.Point(clients, millis));
    }

    private Map<String, List<Line.Point>> medians() {
        Map<String, List<Line.Point>> medians = new LinkedHashMap<>();
        points.forEach((name, all) -> medians.put(
                name,
                all.stream()
                        .collect(Collectors.groupingBy(
                                Line.Point::x, TreeMap::new, Collectors.mapping(Line.Point::y, Collectors.toList())))
                        .entrySet()
                        .stream()
                        .map(size -> new Line.Point(
                                size.getKey(), Samples.of(size.getValue()).median()))
                        .toList()));
        return medians;
    }

    private Report fitted() {
        Report fitted = new Report("The same: the straight line through all runs but the warm-up");
        points.forEach((name, all) -> {
            Line line = Line.through(all);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("figure", name);
            row.put("runs", all.size());
            row.put("ms per 1,000 clients", line.slope() * THOUSAND);
            row.put("ms at 0", line.intercept());
            row.put("r2", line.fit());
            fitted.add(row);
        });
        return fitted;
    }
}
