// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.hub.NumberedHub;
import io.gracehub.benchmarks.plain.NumberedEndpoint;
import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.report.Bar;
import io.gracehub.benchmarks.report.Figure;
import io.gracehub.benchmarks.report.Line;
import io.gracehub.benchmarks.report.Plot;
import io.gracehub.benchmarks.report.Report;
import io.gracehub.benchmarks.server.War;
import io.gracehub.benchmarks.wire.WireClients;
import io.netty.channel.EventLoopGroup;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same for a long time: rolling restarts behind a gateway, and a WAR that is deployed again and again. */
final class SoakMeasurement {

    private static final List<String> DEFAULTS = List.of(
            "parts=restarts,redeploys",
            "server=liberty",
            "minutes=60",
            "clients=300",
            "rate=2",
            "warm-up.seconds=2",
            "timeout.seconds=60",
            "redeploys.count=100",
            "redeploys.each=5",
            "redeploys.clients=20");

    /** How many loaders of an application may be left after it was undeployed: the container's caches may hold the last. */
    private static final int LAST = 1;

    private SoakMeasurement() {}

    static void run(Place place, List<String> given) {
        Arguments arguments = Arguments.read(given, DEFAULTS);
        List<String> parts = List.of(arguments.text("parts").split(",", -1));
        if (parts.contains("restarts")) {
            restarts(place, arguments);
        }
        if (parts.contains("redeploys")) {
            redeploys(place, arguments);
        }
    }

    private static void restarts(Place place, Arguments arguments) {
        List<String> options = arguments.jvmOptions().isEmpty() ? Gateway.JVM_OPTIONS : arguments.jvmOptions();
        Report restarts = new Report("Rolling restarts, the gateway after each; its JVM: " + String.join(" ", options));
        try (WireClients wire = new WireClients();
                Fleet fleet = Fleet.start(place, Way.MIGRATE, options, wire, arguments)
                        .orElseThrow(() -> new IllegalStateException("there is no gateway"))) {
            fleet.begin(arguments.number("clients"));
            RestartRuns runs = new RestartRuns(fleet, arguments.number("rate"), restarts);
            Report bars = new Report("The same: what must stay as it is; settings: " + arguments.settings());
            runs.run(Duration.ofMinutes(arguments.number("minutes")), bars);
            place.publish("soak-restarts", restarts);
            place.publish("soak-restarts-bars", bars);
            publish(place, "soak-restarts", "restarts", runs.flatness().lines());
        }
    }

    private static void redeploys(Place place, Arguments arguments) {
        Report redeploys = new Report("Deployed and undeployed again, the server after some");
        int count = arguments.number("redeploys.count");
        int clients = arguments.number("redeploys.clients");
        War hubs = War.of("hubs", NumberedHub.class).with(place.library());
        War plain = War.of("plain", NumberedEndpoint.class).with(someJar());
        try (WireClients wire = new WireClients();
                RedeployRuns library = new RedeployRuns(place, hubs, wire, clients);
                RedeployRuns control = new RedeployRuns(place, plain, wire, clients)) {
            List<RedeployRuns> both = List.of(library, control);
            for (int cycle = 1; cycle <= count; cycle++) {
                both.forEach(RedeployRuns::cycle);
                if (cycle % arguments.number("redeploys.each") == 0) {
                    for (RedeployRuns runs : both) {
                        runs.sample(cycle, redeploys);
                    }
                }
            }
            String load = count + " deployments, " + clients + " clients each";
            Figure loaders = new Figure("the application's loaders, most", load);
            loaders.add(hubs.name(), library.mostLoaders());
            loaders.add(plain.name(), control.mostLoaders());
            Report leaks = new Report("The same: class loaders of the application that were left");
            loaders.rows(List.of(), new Figure.Judgement(hubs.name(), "", Bar.atMost(LAST)))
                    .forEach(leaks::add);
            Report bars = new Report(
                    "The same: what must not grow more than without the library; settings: " + arguments.settings());
            library.flatness().judge(bars, load, control.flatness());
            Map<String, List<Line.Point>> lines =
                    new LinkedHashMap<>(library.flatness().lines());
            lines.putAll(control.flatness().lines());
            place.publish("soak-redeploys", redeploys);
            place.publish("soak-redeploys-loaders", leaks);
            place.publish("soak-redeploys-bars", bars);
            publish(place, "soak-redeploys", "samples", lines);
        }
    }

    /** A jar that nobody uses, since Open Liberty keeps something of each jar in a WAR. */
    private static Path someJar() {
        try {
            return Path.of(EventLoopGroup.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void publish(Place place, String name, String xAxis, Map<String, List<Line.Point>> lines) {
        place.publish(name, Plot.lines("Relative to the first sample", xAxis, "ratio", false, lines));
    }
}
