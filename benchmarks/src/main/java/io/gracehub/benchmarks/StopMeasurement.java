// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.report.Bar;
import io.gracehub.benchmarks.report.Figure;
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
import java.util.Objects;
import java.util.stream.Stream;

/** What clients see of a server's stop: with the library and the gateway, as it is done today, and without notice. */
final class StopMeasurement {

    private static final List<String> DEFAULTS = List.of(
            "ways=migrate,drain,cut",
            "server=liberty",
            "fronts=1",
            "loads=1000x1,1000x10,5000x1,9000x1",
            "runs=3",
            "warm-up.seconds=4",
            "timeout.seconds=180",
            Way.FIRST_BACKOFF + "=1000",
            Way.MOST_BACKOFF + "=30000");

    private static final String FAULTS = "faults";
    private static final String LONGEST = "longest wait p99";
    private static final List<String> FIGURES = List.of(
            FAULTS,
            "lost",
            "doubled",
            "reordered",
            "closed",
            "longest wait p50",
            LONGEST,
            "longest wait max",
            "in all",
            "peak CPU cores");

    /** Clients, and messages a second of each. */
    private record Load(int clients, int rate) {

        static Load of(String text) {
            if (!text.matches("[1-9]\\d{0,5}x[1-9]\\d{0,3}")) {
                throw new IllegalArgumentException(
                        "found: loads=" + text + "; accepted: <clients>x<messages a second of each>, with commas");
            }
            String[] parts = text.split("x", -1);
            return new Load(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }

        String title() {
            return clients + " x " + rate + "/s";
        }
    }

    private final Arguments arguments;
    private final List<Way> ways;
    private final Map<Way, Fleet> fleets = new LinkedHashMap<>();
    private final Report runs;
    private final Report medians = new Report("The same, medians of the runs");
    private final Map<String, List<Line.Point>> longest = new LinkedHashMap<>();

    private StopMeasurement(Arguments arguments, String about) {
        this.arguments = arguments;
        ways = Stream.of(arguments.text("ways").split(",", -1)).map(Way::named).toList();
        runs = new Report("A server stops while its clients send; milliseconds; " + about);
    }

    static void run(Place place, List<String> given) {
        Arguments arguments = Arguments.read(given, DEFAULTS);
        List<String> options = arguments.jvmOptions().isEmpty() ? Gateway.JVM_OPTIONS : arguments.jvmOptions();
        String about = "the gateway's JVM: " + String.join(" ", options) + "; settings: " + arguments.settings();
        StopMeasurement measurement = new StopMeasurement(arguments, about);
        try (WireClients wire = new WireClients()) {
            for (Way way : measurement.ways) {
                Fleet.start(place, way, options, wire, arguments)
                        .ifPresent(fleet -> measurement.fleets.put(way, fleet));
            }
            measurement.run();
        } finally {
            measurement.fleets.values().forEach(Fleet::close);
        }
        place.publish("stop-runs", measurement.runs);
        place.publish("stop", measurement.medians);
        place.publish(
                "stop",
                Plot.lines(
                        "Longest wait for an echo while the server stops, 1 message/s each: p99 of the clients",
                        "clients",
                        "ms",
                        true,
                        measurement.longest));
    }

    private void run() {
        if (fleets.isEmpty()) {
            throw new IllegalStateException(
                    "there is none of " + ways + " to be measured; what is missing is told above");
        }
        fleets.values().forEach(fleet -> fleet.ready(Fleet.A));
        for (String text : arguments.text("loads").split(",", -1)) {
            Load load = Load.of(text);
            if (load.clients() > Fleet.mostClients(arguments)) {
                System.out.println(load.title() + ": left out, the limit of open files allows "
                        + Fleet.mostClients(arguments) + " clients with fronts=" + arguments.text("fronts"));
                continue;
            }
            run(load);
        }
    }

    private void run(Load load) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        FIGURES.forEach(name -> figures.put(name, new Figure(name, load.title())));
        for (int run = 1; run <= arguments.number("runs"); run++) {
            for (Way way : Turns.of(List.copyOf(fleets.keySet()), run)) {
                Map<String, Object> row = row(way, load, run);
                runs.add(row);
                figures.forEach((name, figure) -> figure.add(way.title(), number(row, name)));
            }
        }
        figures.forEach((name, figure) ->
                figure.rows(List.of(Way.MIGRATE.title()), bar(name)).forEach(medians::add));
        if (load.rate() == 1) {
            Figure p99 = Objects.requireNonNull(figures.get(LONGEST));
            fleets.keySet()
                    .forEach(way -> longest.computeIfAbsent(way.title(), key -> new ArrayList<>())
                            .add(new Line.Point(load.clients(), p99.median(way.title()))));
        }
    }

    /** Nothing may happen to a client that is moved. */
    private static Figure.Judgement bar(String figure) {
        Bar bar = figure.equals(FAULTS) ? Bar.atMost(0) : Bar.NONE;
        return new Figure.Judgement(Way.MIGRATE.title(), "", bar);
    }

    private static double number(Map<String, Object> row, String name) {
        return ((Number) Objects.requireNonNull(row.get(name), name)).doubleValue();
    }

    /** The one server that runs gets all clients; the other one is started, and takes over. */
    private Map<String, Object> row(Way way, Load load, int run) {
        Fleet fleet = Objects.requireNonNull(fleets.get(way));
        String from = fleet.running();
        fleet.open(load.clients());
        fleet.ready(Fleet.other(from));
        Stop stop = Stop.of(fleet, from, load.rate(), Duration.ofSeconds(arguments.number("timeout.seconds")));
        fleet.closeClients();
        Samples worst = stop.across().worstMillis();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("way", way.title());
        row.put("clients", load.clients());
        row.put("msg/s each", load.rate());
        row.put("run", run);
        row.put("sent", stop.tally().sent());
        row.put(FAULTS, stop.tally().faults());
        row.put("lost", stop.tally().lost());
        row.put("doubled", stop.tally().doubled());
        row.put("reordered", stop.tally().reordered());
        row.put("foreign", stop.tally().foreign());
        row.put("closed", stop.tally().closed());
        row.put("p99 before", stop.undisturbed().worstMillis().percentile(99));
        row.put("longest wait p50", worst.median());
        row.put(LONGEST, worst.percentile(99));
        row.put("longest wait max", worst.percentile(100));
        row.put("last client after", stop.lastClient());
        row.put("exit after signal", stop.untilExit().toMillis());
        row.put("in all", stop.total().toMillis());
        row.put("peak CPU cores", stop.cores());
        return row;
    }
}
