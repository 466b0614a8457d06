// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs one measurement: {@code <target directory> <name> [arguments]}. */
public final class Benchmarks {

    private static final Map<String, Measurement> ALL = new TreeMap<>(Map.of(
            "dispatch",
            DispatchMeasurement::run,
            "deployment",
            DeploymentMeasurement::run,
            "drain",
            DrainMeasurement::run,
            "proxy",
            ProxyMeasurement::run,
            "migration",
            MigrationMeasurement::run,
            "stop",
            StopMeasurement::run,
            "growth",
            GrowthMeasurement::run,
            "callback",
            CallbackMeasurement::run,
            "soak",
            SoakMeasurement::run));

    private interface Measurement {
        void run(Place place, List<String> arguments);
    }

    private Benchmarks() {}

    /** Further arguments are options of the server's JVM. */
    public static void main(String[] arguments) {
        Measurement measurement = arguments.length < 2 ? null : ALL.get(arguments[1]);
        if (measurement == null) {
            System.err.println("found: " + String.join(" ", arguments) + "; accepted: <target directory> and one of "
                    + String.join(", ", ALL.keySet()) + ", then options for the server's JVM");
            System.exit(2);
            return;
        }
        List<String> options = List.of(arguments).subList(2, arguments.length);
        measurement.run(new Place(Path.of(arguments[0]).toAbsolutePath()), options);
    }
}
