// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.client.NumberedClients;
import io.gracehub.benchmarks.client.NumberedClients.Seen;
import io.gracehub.benchmarks.client.Tally;
import io.gracehub.benchmarks.process.Heap;
import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.report.Bar;
import io.gracehub.benchmarks.report.Figure;
import io.gracehub.benchmarks.report.Report;
import io.gracehub.benchmarks.report.Trend;
import io.gracehub.benchmarks.server.Server;
import io.gracehub.benchmarks.wire.WireConnection;
import io.gracehub.benchmarks.wire.WireListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many moves of all clients in a row, and what the gateway's heap is after each. The servers are not restarted: each is
 * drained and resumed. A drain ends when nobody is left, after which nothing can be resumed; so one more connection is
 * held at each server, past the gateway.
 */
final class MoveRuns {

    private static final Duration LEAD = Duration.ofSeconds(1);
    private static final Duration MOVE = Duration.ofSeconds(50);
    private static final Duration LAST_ECHO = Duration.ofSeconds(20);
    private static final int COMPARED = 5;

    private final Fleet fleet;
    private final NumberedClients clients;
    private final Report moves;
    private final Report bars;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Double> heap = new ArrayList<>();
    private Tally total;

    MoveRuns(Fleet fleet, Report moves, Report bars) {
        this.fleet = fleet;
        this.clients = fleet.clients();
        this.moves = moves;
        this.bars = bars;
        total = clients.tally();
    }

    void run(int count, int rate) {
        fleet.ready(Fleet.A);
        fleet.ready(Fleet.B);
        List<WireConnection> held = List.of(hold(fleet.server(Fleet.A)), hold(fleet.server(Fleet.B)));
        String from = clients.areServedBy(Fleet.B) ? Fleet.B : Fleet.A;
        Tally before = clients.tally();
        for (int move = 1; move <= count; move++) {
            moves.add(move(move, from, rate));
            from = Fleet.other(from);
        }
        total = clients.tally().since(before);
        fleet.wire().thread().execute(() -> held.forEach(WireConnection::close));
        judge(clients.count() + " x " + rate + "/s, " + count + " moves");
    }

    private WireConnection hold(Server server) {
        return fleet.wire().open(Fleet.hub(server), WireListener.DEAF).join();
    }

    private Map<String, Object> move(int number, String from, int rate) {
        Server server = fleet.server(from);
        Tally before = clients.tally();
        clients.start((double) rate * clients.count());
        NumberedClients.pause(LEAD);
        clients.beginWindow();
        long begin = System.nanoTime();
        ask(server, "POST", "");
        boolean moved = clients.awaitServedBy(Fleet.other(from), MOVE);
        Seen seen = clients.seen();
        ask(server, "POST", "?resume");
        clients.stop(LAST_ECHO);
        Fleet.await(from + " running", () -> ask(server, "GET", "").equals("RUNNING"));
        Fleet.await(
                "both servers ready",
                () -> fleet.gateway().metrics().value("gracehub_gateway_servers", "state=\"ready\"") == 2);
        if (!moved) {
            System.out.println("NOT ALL HAVE MOVED within " + MOVE + "; ended: " + clients.endings());
        }
        return row(number, from, seen, clients.tally().since(before), (clients.lastMovedAt() - begin) / 1_000_000);
    }

    private Map<String, Object> row(int number, String from, Seen seen, Tally tally, long lastClient) {
        long used = Heap.usedAfterCollection(fleet.gateway().proxy().pid());
        heap.add((double) used);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("move", number);
        row.put("from", from);
        row.put("sent", tally.sent());
        row.put("lost", tally.lost());
        row.put("doubled", tally.doubled());
        row.put("reordered", tally.reordered());
        row.put("foreign", tally.foreign());
        row.put("closed", tally.closed());
        row.put("worst p50", seen.worstMillis().median());
        row.put("worst p99", seen.worstMillis().percentile(99));
        row.put("last client after", lastClient);
        row.put("heap KiB", used);
        row.put("resident KiB", fleet.gateway().proxy().usage().residentKib());
        return row;
    }

    private void judge(String load) {
        Figure faults = new Figure("lost, doubled, reordered, foreign, closed", load);
        faults.add(Gateway.NAME, total.faults());
        add(faults, Bar.atMost(0));
        if (heap.size() > 2 * COMPARED) {
            Figure growth = new Figure("heap after the last moves / after the first", load);
            growth.add(Gateway.NAME, Trend.growth(heap, COMPARED));
            add(growth, Bar.atMost(1.1));
        }
    }

    private void add(Figure figure, Bar bar) {
        figure.rows(List.of(), new Figure.Judgement(Gateway.NAME, "", bar)).forEach(bars::add);
    }

    private String ask(Server server, String method, String query) {
        HttpRequest request = HttpRequest.newBuilder(server.http("/hubs/drain" + query))
                .method(method, BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
