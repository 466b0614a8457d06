// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.Contestants.Contestant;
import io.gracehub.benchmarks.client.PingPongClients;
import io.gracehub.benchmarks.client.Round;
import io.gracehub.benchmarks.report.Figure;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** As many messages as go through: each connection sends the next one when the echo of its last has come. */
final class SaturatedRounds {

    private final Contestants contestants;
    private final Map<String, PingPongClients> clients = new HashMap<>();
    private final Figure throughput;
    private final Figure p50;
    private final Figure p99;
    private final Figure p999;

    SaturatedRounds(Field field, Contestants contestants, int connections) {
        this.contestants = contestants;
        String load = "saturated, " + connections + " connections";
        throughput = new Figure("messages/s", load);
        p50 = new Figure("p50 us", load);
        p99 = new Figure("p99 us", load);
        p999 = new Figure("p99.9 us", load);
        contestants
                .all()
                .forEach(each ->
                        clients.put(each.name(), new PingPongClients(field.clients(), each.address(), connections)));
    }

    void warmUp(int messages) {
        contestants.all().forEach(each -> round(each, messages));
    }

    void run(int rounds, int messages) {
        for (int round = 0; round < rounds; round++) {
            for (Contestant contestant : contestants.inRound(round)) {
                Round.Result result = round(contestant, messages);
                throughput.add(contestant.name(), result.messagesPerSecond());
                p50.add(contestant.name(), result.micros().median());
                p99.add(contestant.name(), result.micros().percentile(99));
                p999.add(contestant.name(), result.micros().percentile(99.9));
            }
        }
        clients.values().forEach(PingPongClients::close);
    }

    private Round.Result round(Contestant contestant, int messages) {
        return Objects.requireNonNull(clients.get(contestant.name())).round(messages);
    }

    Figure throughput() {
        return throughput;
    }

    Figure p50() {
        return p50;
    }

    Figure p99() {
        return p99;
    }

    Figure p999() {
        return p999;
    }
}
