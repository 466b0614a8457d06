// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.client.NumberedClients;
import io.gracehub.benchmarks.client.PingPongClients;
import io.gracehub.benchmarks.process.Heap;
import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.proxy.Proxy;
import io.gracehub.benchmarks.report.Figure;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one open connection without messages holds of the proxy's resident memory: the difference from the same process
 * without connections, after it has served and closed some. Each round has new processes.
 */
final class IdleRounds {

    private static final int FIRST_CONNECTIONS = 200;
    private static final int FIRST_MESSAGES = 20_000;
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final Field field;
    private final List<Integer> counts;
    private final List<Figure> memory;

    IdleRounds(Field field, List<Integer> counts) {
        this.field = field;
        this.counts = counts.stream().sorted().toList();
        memory = this.counts.stream()
                .map(count -> new Figure("KiB/connection", "idle, " + count + " connections"))
                .toList();
    }

    void run(int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (Contestants.Kind kind : Contestants.kinds(field)) {
                Optional<Proxy> started = Contestants.start(kind, field);
                if (started.isPresent()) {
                    try (Proxy proxy = started.get()) {
                        measure(proxy);
                    }
                }
            }
        }
    }

    private void measure(Proxy proxy) {
        URI address = proxy.address("/echo");
        try (PingPongClients first = new PingPongClients(field.clients(), address, FIRST_CONNECTIONS)) {
            first.round(FIRST_MESSAGES);
        }
        long base = settled(proxy);
        List<PingPongClients> open = new ArrayList<>();
        int connections = 0;
        for (int i = 0; i < counts.size(); i++) {
            PingPongClients more = new PingPongClients(field.clients(), address, counts.get(i) - connections);
            connections = counts.get(i);
            open.add(more);
            more.round(2 * connections); // no connection is counted that has not carried a message
            memory.get(i).add(proxy.name(), (double) (settled(proxy) - base) / connections);
        }
        open.forEach(PingPongClients::close);
        NumberedClients.pause(SETTLING); // the Close frames are on their way before the proxy is killed
    }

    /** A JVM gives back what its garbage has held when it is asked to. */
    private static long settled(Proxy proxy) {
        NumberedClients.pause(SETTLING);
        if (proxy.name().equals(Gateway.NAME)) {
            Heap.collect(proxy.pid());
            Heap.collect(proxy.pid());
        }
        return proxy.usage().residentKib();
    }

    /** For each number of connections. */
    List<Figure> memory() {
        return memory;
    }
}
