// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.report.Report;
import io.gracehub.benchmarks.wire.WireClients;
import java.util.List;

/** Clients behind a gateway, whose server goes away. */
final class MigrationMeasurement {

    private static final List<String> DEFAULTS = List.of(
            "parts=stops",
            "server=liberty",
            "clients=1000",
            "timeout.seconds=60",
            "warm-up.seconds=4",
            "stops.rates=1,2,10",
            "stops.runs=5",
            "moves.count=20",
            "moves.rate=2");

    private MigrationMeasurement() {}

    static void run(Place place, List<String> given) {
        Arguments arguments = Arguments.read(given, DEFAULTS);
        List<String> options = arguments.jvmOptions().isEmpty() ? Gateway.JVM_OPTIONS : arguments.jvmOptions();
        String about = "the gateway's JVM: " + String.join(" ", options) + "; settings: " + arguments.settings();
        List<String> parts = List.of(arguments.text("parts").split(",", -1));
        try (WireClients clients = new WireClients();
                Fleet fleet = Fleet.start(place, Way.MIGRATE, options, clients, arguments)
                        .orElseThrow(() -> new IllegalStateException("there is no gateway"))) {
            fleet.begin(arguments.number("clients"));
            if (parts.contains("stops")) {
                Report runs = new Report("A server gets SIGTERM, its clients move to another; milliseconds; " + about);
                Report bars = new Report("The same, the median of the runs; warm-up runs count for faults only");
                new StopRuns(fleet, runs, bars).run(arguments.numbers("stops.rates"), arguments.number("stops.runs"));
                place.publish("migration", runs);
                place.publish("migration-bars", bars);
            }
            if (parts.contains("moves")) {
                Report moves =
                        new Report("All clients move to and fro between two servers; milliseconds, KiB; " + about);
                Report bars = new Report("The same, all moves");
                new MoveRuns(fleet, moves, bars).run(arguments.number("moves.count"), arguments.number("moves.rate"));
                place.publish("moves", moves);
                place.publish("moves-bars", bars);
            }
        }
    }
}
