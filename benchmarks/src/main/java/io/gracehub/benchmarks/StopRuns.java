// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.client.NumberedClients;
import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.proxy.Metrics;
import io.gracehub.benchmarks.proxy.Pauses;
import io.gracehub.benchmarks.report.Bar;
import io.gracehub.benchmarks.report.Figure;
import io.gracehub.benchmarks.report.Report;
import io.gracehub.benchmarks.report.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The server that has all clients gets SIGTERM while they send; then it is started anew before the next run, which
 * stops the other one. The gateway and the clients live through all runs.
 */
final class StopRuns {

    private static final Duration MOVE = Duration.ofSeconds(90);
    private static final int IDLE_RATE = 1;
    private static final int IDLE_MILLIS = 50;
    private static final int LOADED_MILLIS = 150;
    private static final int MOVE_MILLIS = 5_000;

    private final Fleet fleet;
    private final NumberedClients clients;
    private final Report runs;
    private final Report bars;
    private String from = Fleet.A;

    StopRuns(Fleet fleet, Report runs, Report bars) {
        this.fleet = fleet;
        this.clients = fleet.clients();
        this.runs = runs;
        this.bars = bars;
    }

    /** What one run came to. */
    private record Result(Stop stop, Pauses pauses) {

        Samples worstMillis() {
            return stop.across().worstMillis();
        }

        /** The server's stage CLIENTS until the last connection left, in milliseconds. */
        long moving() {
            return stop.lastLeft() - stop.stages().until("CLIENTS");
        }
    }

    void run(List<Integer> rates, int count) {
        for (int i = 0; i < rates.size(); i++) {
            List<Result> results = new ArrayList<>();
            for (int run = i == 0 ? 0 : 1; run <= count; run++) { // run 0 is the gateway's first move, a warm-up
                Result result = stop(rates.get(i));
                results.add(result);
                runs.add(row(rates.get(i), run, result));
                from = Fleet.other(from);
            }
            judge(rates.get(i), results, i == 0 ? results.subList(1, results.size()) : results);
        }
    }

    private Result stop(int rate) {
        fleet.ready(Fleet.other(from));
        Metrics metrics = fleet.gateway().metrics();
        Stop stop = Stop.of(fleet, from, rate, MOVE);
        return new Result(stop, fleet.gateway().metrics().pausesSince(metrics));
    }

    private Map<String, Object> row(int rate, int run, Result result) {
        Samples worst = result.worstMillis();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("clients", clients.count());
        row.put("msg/s each", rate);
        row.put("run", run == 0 ? "warm-up" : run);
        row.put("sent", result.stop().tally().sent());
        row.put("lost", result.stop().tally().lost());
        row.put("doubled", result.stop().tally().doubled());
        row.put("reordered", result.stop().tally().reordered());
        row.put("foreign", result.stop().tally().foreign());
        row.put("closed", result.stop().tally().closed());
        row.put("worst p99 before", result.stop().undisturbed().worstMillis().percentile(99));
        row.put("worst p50", worst.median());
        row.put("worst p99", worst.percentile(99));
        row.put("worst max", worst.percentile(100));
        row.put("offline after", result.stop().stages().until("HOOKS"));
        row.put("moving", result.moving());
        row.put("last client after", result.stop().lastClient());
        row.put("exit after", result.stop().untilExit().toMillis());
        row.put("moved", result.pauses().count());
        row.put("pause mean", result.pauses().meanMillis());
        row.put("p50 <=", result.pauses().boundMillis(50));
        row.put("p99 <=", result.pauses().boundMillis(99));
        return row;
    }

    private void judge(int rate, List<Result> all, List<Result> judged) {
        String load = clients.count() + " x " + rate + "/s";
        Figure faults = new Figure("lost, doubled, reordered, foreign, closed", load);
        faults.add(
                Gateway.NAME,
                all.stream().mapToInt(result -> result.stop().tally().faults()).sum());
        add(faults, Bar.atMost(0));
        Figure worst = new Figure("worst round trip of a client, p99", load);
        Figure moving = new Figure("all moved in", load);
        for (Result result : judged) {
            worst.add(Gateway.NAME, result.worstMillis().percentile(99));
            moving.add(Gateway.NAME, (double) result.moving());
        }
        add(worst, Bar.atMost(rate <= IDLE_RATE ? IDLE_MILLIS : LOADED_MILLIS));
        add(moving, Bar.atMost(MOVE_MILLIS));
    }

    private void add(Figure figure, Bar bar) {
        figure.rows(List.of(), new Figure.Judgement(Gateway.NAME, "", bar)).forEach(bars::add);
    }
}
