// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.Contestants.Contestant;
import io.gracehub.benchmarks.client.NumberedClients;
import io.gracehub.benchmarks.client.Tally;
import io.gracehub.benchmarks.process.Usage;
import io.gracehub.benchmarks.report.Figure;
import io.gracehub.benchmarks.report.Samples;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A fixed rate that none of the contestants is near its end with: round trips, and what the proxy works for them. */
final class PacedRounds {

    private static final Duration LEAD = Duration.ofSeconds(1);
    private static final Duration LAST_ECHO = Duration.ofSeconds(5);

    private final Contestants contestants;
    private final int rate;
    private final Map<String, NumberedClients> clients = new HashMap<>();
    private final Figure p50;
    private final Figure p99;
    private final Figure p999;
    private final Figure cpu;

    PacedRounds(Field field, Contestants contestants, int connections, int rate) {
        this.contestants = contestants;
        this.rate = rate;
        String load = rate + "/s, " + connections + " connections";
        p50 = new Figure("p50 us", load);
        p99 = new Figure("p99 us", load);
        p999 = new Figure("p99.9 us", load);
        cpu = new Figure("CPU us/message", load);
        contestants
                .all()
                .forEach(each ->
                        clients.put(each.name(), new NumberedClients(field.clients(), each.address(), connections)));
    }

    /** Rounds that do not count. */
    void warmUp(int rounds, int seconds) {
        for (int round = 0; round < rounds; round++) {
            for (Contestant contestant : contestants.inRound(round)) {
                NumberedClients own = clientsOf(contestant);
                own.start(rate);
                NumberedClients.pause(Duration.ofSeconds(seconds));
                own.stop(LAST_ECHO);
            }
        }
    }

    void run(int rounds, int seconds) {
        for (int round = 0; round < rounds; round++) {
            for (Contestant contestant : contestants.inRound(round)) {
                round(contestant, Duration.ofSeconds(seconds));
            }
        }
        clients.values().forEach(NumberedClients::close);
    }

    private void round(Contestant contestant, Duration time) {
        NumberedClients own = clientsOf(contestant);
        own.start(rate);
        NumberedClients.pause(LEAD);
        own.beginWindow();
        Optional<Usage> before = contestant.usage();
        NumberedClients.pause(time);
        Optional<Usage> after = contestant.usage();
        Samples micros = own.seen().micros();
        own.stop(LAST_ECHO);
        check(contestant, own.tally());
        p50.add(contestant.name(), micros.median());
        p99.add(contestant.name(), micros.percentile(99));
        p999.add(contestant.name(), micros.percentile(99.9));
        if (before.isPresent() && after.isPresent()) {
            Duration used = after.get().cpu().minus(before.get().cpu());
            cpu.add(contestant.name(), used.toNanos() / 1e3 / micros.count());
        }
    }

    private NumberedClients clientsOf(Contestant contestant) {
        return Objects.requireNonNull(clients.get(contestant.name()));
    }

    private static void check(Contestant contestant, Tally tally) {
        if (tally.faults() > 0) {
            throw new IllegalStateException(
                    contestant.name() + " does not pass on what it gets, so its times mean nothing: " + tally);
        }
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

    Figure cpu() {
        return cpu;
    }
}
