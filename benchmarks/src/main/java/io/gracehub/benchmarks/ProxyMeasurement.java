// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.process.Descriptors;
import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.proxy.HaProxy;
import io.gracehub.benchmarks.proxy.Nginx;
import io.gracehub.benchmarks.report.Bar;
import io.gracehub.benchmarks.report.Figure;
import io.gracehub.benchmarks.report.Plot;
import io.gracehub.benchmarks.report.Report;
import io.gracehub.benchmarks.wire.EchoServer;
import io.gracehub.benchmarks.wire.WireClients;
import java.util.ArrayList;
import java.util.List;

/** The gateway as a plain proxy of WebSockets, against HAProxy, nginx and no proxy at all. */
final class ProxyMeasurement {

    private static final List<String> RIVALS = List.of(HaProxy.NAME, Nginx.NAME);
    private static final List<String> DEFAULTS = List.of(
            "parts=saturated,paced,idle",
            "warm-up=100000",
            "saturated.connections=50,500",
            "saturated.rounds=30",
            "saturated.messages=20000",
            "paced.connections=200",
            "paced.rate=2000",
            "paced.warm-up.rounds=2",
            "paced.rounds=8",
            "paced.seconds=8",
            "idle.connections=1000,5000,10000",
            "idle.rounds=3");

    private final Arguments arguments;
    private final Report report;
    private final Field field;
    private final List<Figure> compared = new ArrayList<>();

    private ProxyMeasurement(Arguments arguments, Field field, Report report) {
        this.arguments = arguments;
        this.report = report;
        this.field = field;
    }

    static void run(Place place, List<String> given) {
        Arguments arguments = Arguments.read(given, DEFAULTS);
        List<String> options = arguments.jvmOptions().isEmpty() ? Gateway.JVM_OPTIONS : arguments.jvmOptions();
        Report report = new Report("WebSockets through a proxy; rounds take turns, ratios are medians of those side by"
                + " side; the gateway's JVM: " + String.join(" ", options) + "; settings: " + arguments.settings());
        try (EchoServer server = new EchoServer();
                WireClients clients = new WireClients()) {
            Field field = new Field(place.gateway("proxy", options), server, clients);
            ProxyMeasurement measurement = new ProxyMeasurement(arguments, field, report);
            measurement.run();
            place.publish("proxy", report);
            place.publish(
                    "proxy",
                    Plot.ratios("WebSockets through a proxy, medians of rounds", measurement.compared, HaProxy.NAME));
        }
    }

    private void run() {
        List<String> parts = List.of(arguments.text("parts").split(",", -1));
        if (parts.contains("saturated") || parts.contains("paced")) {
            try (Contestants contestants = Contestants.start(field)) {
                if (parts.contains("saturated")) {
                    saturated(contestants);
                }
                if (parts.contains("paced")) {
                    paced(contestants);
                }
            }
        }
        if (parts.contains("idle")) {
            idle();
        }
    }

    private void saturated(Contestants contestants) {
        for (int connections : arguments.numbers("saturated.connections")) {
            SaturatedRounds rounds = new SaturatedRounds(field, contestants, connections);
            rounds.warmUp(arguments.number("warm-up"));
            rounds.run(arguments.number("saturated.rounds"), arguments.number("saturated.messages"));
            add(rounds.throughput(), Bar.atLeast(0.95));
            add(rounds.p50(), Bar.NONE);
            add(rounds.p99(), Bar.atMost(1));
            add(rounds.p999(), Bar.NONE);
        }
    }

    private void paced(Contestants contestants) {
        PacedRounds rounds = new PacedRounds(
                field, contestants, arguments.number("paced.connections"), arguments.number("paced.rate"));
        rounds.warmUp(arguments.number("paced.warm-up.rounds"), arguments.number("paced.seconds"));
        rounds.run(arguments.number("paced.rounds"), arguments.number("paced.seconds"));
        add(rounds.p50(), Bar.atMost(1.1));
        add(rounds.p99(), Bar.atMost(1));
        add(rounds.p999(), Bar.NONE);
        add(rounds.cpu(), Bar.atMost(1.1));
    }

    private void idle() {
        List<Integer> counts = arguments.numbers("idle.connections").stream()
                .map(ProxyMeasurement::allowed)
                .distinct()
                .toList();
        IdleRounds rounds = new IdleRounds(field, counts);
        rounds.run(arguments.number("idle.rounds"));
        for (Figure memory : rounds.memory()) {
            compared.add(memory);
            memory.rows(RIVALS, new Figure.Judgement(Gateway.NAME, "", Bar.atMost(12)))
                    .forEach(report::add);
        }
    }

    private static int allowed(int connections) {
        int most = Descriptors.proxiedConnections();
        if (connections > most) {
            System.out.println(connections + " idle connections: the limit of open files allows " + most);
        }
        return Math.min(most, connections);
    }

    private void add(Figure figure, Bar bar) {
        compared.add(figure);
        figure.rows(RIVALS, new Figure.Judgement(Gateway.NAME, HaProxy.NAME, bar))
                .forEach(report::add);
    }
}
