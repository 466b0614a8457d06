// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.client.NumberedClients;
import io.gracehub.benchmarks.client.Tally;
import io.gracehub.benchmarks.process.Vitals;
import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.report.Bar;
import io.gracehub.benchmarks.report.Figure;
import io.gracehub.benchmarks.report.Report;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rolling restarts of two servers behind one gateway, under a load that never stops. */
final class RestartRuns {

    private static final Duration MOVE = Duration.ofSeconds(60);
    private static final Duration LAST_ECHO = Duration.ofSeconds(20);

    private final Fleet fleet;
    private final NumberedClients clients;
    private final int rate;
    private final Report restarts;
    private final Flatness flatness = new Flatness(Gateway.NAME);

    RestartRuns(Fleet fleet, int rate, Report restarts) {
        this.fleet = fleet;
        this.clients = fleet.clients();
        this.rate = rate;
        this.restarts = restarts;
    }

    Flatness flatness() {
        return flatness;
    }

    /** Restarts one server after the other until the time is over, and judges. */
    void run(Duration time, Report bars) {
        long begin = System.nanoTime();
        Tally before = clients.tally();
        String from = Fleet.A;
        clients.start((double) rate * clients.count());
        for (int restart = 1; System.nanoTime() - begin < time.toNanos(); restart++) {
            Map<String, Object> row = restart(restart, from, begin);
            System.out.println(row); // an hour is long, and may be cut short
            restarts.add(row);
            from = Fleet.other(from);
        }
        clients.stop(LAST_ECHO);
        String load = clients.count() + " x " + rate + "/s, " + time.toMinutes() + " min";
        Figure faults = new Figure("lost, doubled, reordered, foreign, closed", load);
        faults.add(Gateway.NAME, clients.tally().since(before).faults());
        faults.rows(List.of(), new Figure.Judgement(Gateway.NAME, "", Bar.atMost(0)))
                .forEach(bars::add);
        flatness.judge(bars, load);
    }

    private Map<String, Object> restart(int number, String from, long begin) {
        Tally before = clients.tally();
        clients.beginWindow();
        long signal = System.nanoTime();
        fleet.server(from).signal();
        if (!clients.awaitServedBy(Fleet.other(from), MOVE)) {
            System.out.println("NOT ALL HAVE MOVED within " + MOVE + "; ended: " + clients.endings());
        }
        long moved = (clients.lastMovedAt() - signal) / 1_000_000;
        fleet.server(from).awaitEnd();
        fleet.ready(from);
        Tally tally = clients.tally().since(before);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("restart", number);
        row.put("of", from);
        row.put("minute", (System.nanoTime() - begin) / 60e9);
        row.put("sent", tally.sent());
        row.put("doubled", tally.doubled());
        row.put("reordered", tally.reordered());
        row.put("foreign", tally.foreign());
        row.put("closed", tally.closed());
        row.put("longest wait ms", clients.seen().worstMillis().percentile(100));
        row.put("last client after", moved);
        row.putAll(flatness.add(Vitals.of(fleet.gateway().proxy().pid())));
        return row;
    }
}
