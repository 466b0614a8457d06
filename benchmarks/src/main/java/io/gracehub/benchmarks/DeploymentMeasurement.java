// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.bean.Greeting;
import io.gracehub.benchmarks.hub.EchoHub;
import io.gracehub.benchmarks.hub.LeavingHub;
import io.gracehub.benchmarks.hub.SendingHub;
import io.gracehub.benchmarks.plain.EchoEndpoint;
import io.gracehub.benchmarks.plain.SendingEndpoint;
import io.gracehub.benchmarks.plain.TwinEndpoint;
import io.gracehub.benchmarks.report.Figure;
import io.gracehub.benchmarks.report.Plot;
import io.gracehub.benchmarks.report.Report;
import io.gracehub.benchmarks.report.Samples;
import io.gracehub.benchmarks.server.LibertyServer;
import io.gracehub.benchmarks.server.War;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The start of a WAR as Open Liberty logs it (CWWKZ0018I to CWWKZ0001I): three hubs and the library, against three plain
 * endpoints, with and without a bean beside them. The three WARs take turns.
 */
final class DeploymentMeasurement {

    private static final List<String> DEFAULTS = List.of("warm-up=5", "warm=20", "cold=5");

    private final Report report;
    private final List<War> wars;
    private final List<Figure> figures = new ArrayList<>();

    private DeploymentMeasurement(Report report, List<War> wars) {
        this.report = report;
        this.wars = wars;
    }

    static void run(Place place, List<String> given) {
        Arguments arguments = Arguments.read(given, DEFAULTS);
        List<String> jvmOptions = arguments.jvmOptions();
        List<War> wars = List.of(
                War.of("plain", EchoEndpoint.class, TwinEndpoint.class, SendingEndpoint.class),
                War.of("bean", EchoEndpoint.class, TwinEndpoint.class, SendingEndpoint.class, Greeting.class),
                War.of("hubs", EchoHub.class, SendingHub.class, LeavingHub.class)
                        .with(place.library()));
        Report report =
                new Report("Start of a WAR in milliseconds; differences are medians of pairs side by side; settings: "
                        + arguments.settings());
        DeploymentMeasurement measurement = new DeploymentMeasurement(report, wars);
        try (LibertyServer server = LibertyServer.start(place.target(), "deployment", jvmOptions)) {
            int warmUp = arguments.number("warm-up");
            measurement.measure(
                    "redeployed, warm server", warmUp, arguments.number("warm"), war -> redeployed(server, war));
        }
        measurement.measure("cold server", 1, arguments.number("cold"), war -> cold(place, jvmOptions, war));
        place.publish("deployment", report);
        place.publish("deployment", Plot.medians("Start of a WAR, medians", "ms", measurement.figures));
    }

    private static Duration redeployed(LibertyServer server, War war) {
        Duration start = server.deploy(war);
        server.undeploy(war);
        return start;
    }

    private static Duration cold(Place place, List<String> jvmOptions, War war) {
        try (LibertyServer server = LibertyServer.start(place.target(), "cold", jvmOptions, war)) {
            return server.startTime(war, 0);
        }
    }

    private void measure(String name, int warmUp, int rounds, Function<War, Duration> start) {
        Figure figure = new Figure(name, "");
        figures.add(figure);
        List<List<Double>> times =
                wars.stream().<List<Double>>map(war -> new ArrayList<>()).toList();
        for (int round = 0; round < warmUp + rounds; round++) {
            for (int i = 0; i < wars.size(); i++) {
                Duration time = start.apply(wars.get(i));
                if (round >= warmUp) {
                    times.get(i).add((double) time.toMillis());
                    figure.add(wars.get(i).name(), (double) time.toMillis());
                }
            }
        }
        for (int i = 0; i < wars.size(); i++) {
            report.add(row(name, wars.get(i), times.get(i), times.get(0)));
        }
    }

    private static Map<String, Object> row(String name, War war, List<Double> samples, List<Double> plain) {
        List<Double> added = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            added.add(samples.get(i) - plain.get(i));
        }
        Samples all = Samples.of(samples);
        Samples difference = Samples.of(added);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("case", name);
        row.put("WAR", war.name());
        row.put("starts", all.count());
        row.put("median", all.median());
        row.put("q1", all.percentile(25));
        row.put("q3", all.percentile(75));
        row.put("added to plain", difference.median());
        row.put("added q1", difference.percentile(25));
        row.put("added q3", difference.percentile(75));
        return row;
    }
}
