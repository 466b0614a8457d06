// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.client.PingPongClients;
import io.gracehub.benchmarks.client.Round;
import io.gracehub.benchmarks.hub.EchoHub;
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
import io.gracehub.benchmarks.wire.WireClients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The round trip of an echo: hubs against plain endpoints, in one server. Short rounds of the two take turns, so that
 * both meet the same load of the machine, and each pair of rounds gives one ratio.
 */
final class DispatchMeasurement {

    private static final List<String> DEFAULTS = List.of("warm-up=60000", "pairs=400");

    private record Pair(String name, String plain, String other) {}

    private record Load(int clients, int messagesPerRound) {}

    private static final List<Pair> CASES = List.of(
            new Pair("plain again (control)", "/plain/echo", "/plain/twin"),
            new Pair("returns", "/plain/echo", "/hubs/echo"),
            new Pair("sends", "/plain/sending", "/hubs/sending"));
    private static final List<Load> LOADS = List.of(new Load(1, 250), new Load(50, 1_500));

    private DispatchMeasurement() {}

    static void run(Place place, List<String> given) {
        Arguments arguments = Arguments.read(given, DEFAULTS);
        int pairs = arguments.number("pairs");
        War plain = War.of("plain", EchoEndpoint.class, TwinEndpoint.class, SendingEndpoint.class);
        War hubs = War.of("hubs", EchoHub.class, SendingHub.class).with(place.library());
        Report report = new Report("Round trip of an echo, hub against plain endpoint; ratios are medians of " + pairs
                + " pairs of rounds, with their quartiles; settings: " + arguments.settings());
        try (LibertyServer server =
                        LibertyServer.start(place.target(), "dispatch", arguments.jvmOptions(), plain, hubs);
                WireClients clients = new WireClients()) {
            List<Contest> contests = new ArrayList<>();
            for (Load load : LOADS) {
                CASES.forEach(pair -> contests.add(new Contest(server, clients, pair, load)));
            }
            contests.forEach(contest -> contest.warmUp(arguments.number("warm-up")));
            contests.forEach(contest -> report.add(contest.row(pairs)));
            place.publish("dispatch", report);
            place.publish(
                    "dispatch",
                    Plot.ratios(
                            "Round trip of an echo, p50: medians of pairs of rounds",
                            contests.stream().map(Contest::p50).toList(),
                            "plain"));
        }
    }

    /** Two endpoints that take turns under one load. */
    private static final class Contest {

        private final Pair pair;
        private final Load load;
        private final PingPongClients plain;
        private final PingPongClients other;
        private final List<Round.Result> plainRounds = new ArrayList<>();
        private final List<Round.Result> otherRounds = new ArrayList<>();

        Contest(LibertyServer server, WireClients clients, Pair pair, Load load) {
            this.pair = pair;
            this.load = load;
            plain = new PingPongClients(clients, server.ws(pair.plain()), load.clients());
            other = new PingPongClients(clients, server.ws(pair.other()), load.clients());
        }

        void warmUp(int messages) {
            for (int done = 0; done < messages; done += load.messagesPerRound()) {
                plain.round(load.messagesPerRound());
                other.round(load.messagesPerRound());
            }
        }

        Map<String, Object> row(int pairs) {
            for (int i = 0; i < pairs; i++) {
                boolean plainFirst = i % 2 == 0;
                if (plainFirst) {
                    plainRounds.add(plain.round(load.messagesPerRound()));
                }
                otherRounds.add(other.round(load.messagesPerRound()));
                if (!plainFirst) {
                    plainRounds.add(plain.round(load.messagesPerRound()));
                }
            }
            Samples p50 = ratios(round -> round.micros().median());
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("case", pair.name());
            row.put("clients", load.clients());
            row.put("plain p50 us", median(plainRounds, round -> round.micros().median()));
            row.put("p50 us", median(otherRounds, round -> round.micros().median()));
            row.put("p50 ratio", p50.median());
            row.put("q1", p50.percentile(25));
            row.put("q3", p50.percentile(75));
            row.put("plain p99 us", median(plainRounds, round -> round.micros().percentile(99)));
            row.put("p99 us", median(otherRounds, round -> round.micros().percentile(99)));
            row.put("p99 ratio", ratios(round -> round.micros().percentile(99)).median());
            row.put("plain msg/s", median(plainRounds, Round.Result::messagesPerSecond));
            row.put("msg/s", median(otherRounds, Round.Result::messagesPerSecond));
            row.put("time ratio", ratios(round -> 1 / round.messagesPerSecond()).median());
            return row;
        }

        Figure p50() {
            Figure p50 = new Figure(pair.name(), load.clients() + " clients");
            plainRounds.forEach(round -> p50.add("plain", round.micros().median()));
            otherRounds.forEach(
                    round -> p50.add("hub, or plain again", round.micros().median()));
            return p50;
        }

        private Samples ratios(ToDoubleFunction<Round.Result> number) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < plainRounds.size(); i++) {
                ratios.add(number.applyAsDouble(otherRounds.get(i)) / number.applyAsDouble(plainRounds.get(i)));
            }
            return Samples.of(ratios);
        }

        private static double median(List<Round.Result> rounds, ToDoubleFunction<Round.Result> number) {
            return Samples.of(rounds.stream().mapToDouble(number).toArray()).median();
        }
    }
}
