// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.client.NumberedClients;
import io.gracehub.benchmarks.client.NumberedClients.Seen;
import io.gracehub.benchmarks.client.Tally;
import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.proxy.Metrics;
import io.gracehub.benchmarks.proxy.Pauses;
import io.gracehub.benchmarks.report.Bar;
import io.gracehub.benchmarks.report.Figure;
import io.gracehub.benchmarks.report.Report;
import io.gracehub.benchmarks.report.Samples;
import io.gracehub.benchmarks.server.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The server that has all clients gets SIGTERM while they send; then it is started anew before the next run, which
 * stops the other one. The gateway and the clients live through all runs.
 */
final class StopRuns {

    private static final Duration LEAD = Duration.ofSeconds(2);
    private static final Duration UNDISTURBED = Duration.ofSeconds(4);
    private static final Duration AFTERMATH = Duration.ofSeconds(1);
    private static final Duration MOVE = Duration.ofSeconds(90);
    private static final Duration LAST_ECHO = Duration.ofSeconds(20);
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
    private record Result(Tally tally, Seen undisturbed, Seen across, Times times, Pauses pauses) {}

    /** The library waits so long for late replies when the last connection has left: MIG-7. */
    private static final long LATE_REPLIES_MILLIS = 1_000;

    /** In milliseconds; {@code moving} is the server's stage CLIENTS until the last connection left. */
    private record Times(long offline, long moving, long lastClient, long exit) {}

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
        Server leaving = fleet.server(from);
        fleet.ready(Fleet.other(from));
        Tally before = clients.tally();
        clients.start((double) rate * clients.count());
        NumberedClients.pause(LEAD);
        clients.beginWindow();
        NumberedClients.pause(UNDISTURBED);
        Seen undisturbed = clients.seen();
        Metrics metrics = fleet.gateway().metrics();
        clients.beginWindow();
        long begin = System.nanoTime();
        Instant signal = leaving.signal();
        boolean moved = clients.awaitServedBy(Fleet.other(from), MOVE);
        NumberedClients.pause(AFTERMATH);
        Seen across = clients.seen();
        Instant end = leaving.awaitEnd();
        clients.stop(LAST_ECHO);
        if (!moved) {
            System.out.println("NOT ALL HAVE MOVED within " + MOVE + "; ended: " + clients.endings());
        }
        long lastClient = (clients.lastMovedAt() - begin) / 1_000_000;
        return new Result(
                clients.tally().since(before),
                undisturbed,
                across,
                times(leaving, signal, lastClient, end),
                fleet.gateway().metrics().pausesSince(metrics));
    }

    private static Times times(Server leaving, Instant signal, long lastClient, Instant end) {
        Stages stages = new Stages(signal, leaving.log());
        return new Times(
                stages.until("HOOKS"),
                stages.of("CLIENTS", "STOPPED") - LATE_REPLIES_MILLIS,
                lastClient,
                Duration.between(signal, end).toMillis());
    }

    private Map<String, Object> row(int rate, int run, Result result) {
        Samples worst = result.across().worstMillis();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("clients", clients.count());
        row.put("msg/s each", rate);
        row.put("run", run == 0 ? "warm-up" : run);
        row.put("sent", result.tally().sent());
        row.put("lost", result.tally().lost());
        row.put("doubled", result.tally().doubled());
        row.put("reordered", result.tally().reordered());
        row.put("foreign", result.tally().foreign());
        row.put("closed", result.tally().closed());
        row.put("worst p99 before", result.undisturbed().worstMillis().percentile(99));
        row.put("worst p50", worst.median());
        row.put("worst p99", worst.percentile(99));
        row.put("worst max", worst.percentile(100));
        row.put("offline after", result.times().offline());
        row.put("moving", result.times().moving());
        row.put("last client after", result.times().lastClient());
        row.put("exit after", result.times().exit());
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
                all.stream().mapToInt(result -> result.tally().faults()).sum());
        add(faults, Bar.atMost(0));
        Figure worst = new Figure("worst round trip of a client, p99", load);
        Figure moving = new Figure("all moved in", load);
        for (Result result : judged) {
            worst.add(Gateway.NAME, result.across().worstMillis().percentile(99));
            moving.add(Gateway.NAME, (double) result.times().moving());
        }
        add(worst, Bar.atMost(rate <= IDLE_RATE ? IDLE_MILLIS : LOADED_MILLIS));
        add(moving, Bar.atMost(MOVE_MILLIS));
    }

    private void add(Figure figure, Bar bar) {
        figure.rows(List.of(), new Figure.Judgement(Gateway.NAME, "", bar)).forEach(bars::add);
    }
}
