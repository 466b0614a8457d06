// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.benchmarks.wire.EchoServer;
import io.gracehub.benchmarks.wire.WireClients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberedClientsTest {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final int COUNT = 5;

    @Test
    void stop_whenTheServerEchoes_hasAllEchoes() {
        try (EchoServer server = new EchoServer();
                WireClients wire = new WireClients();
                NumberedClients clients = new NumberedClients(wire, server.address(), COUNT)) {
            clients.start(500);
            awaitSent(clients, 50);
            clients.stop(BOUND);
            assertThat(clients.tally().faults()).isZero();
            assertThat(clients.seen().micros().count())
                    .isEqualTo(clients.tally().sent());
            assertThat(clients.seen().worstMillis().count()).isEqualTo(COUNT);
            assertThat(clients.endings()).isEmpty();
        }
    }

    @Test
    void tally_whenTheServerGoes_hasAllAsClosed() {
        try (WireClients wire = new WireClients()) {
            EchoServer server = new EchoServer();
            NumberedClients clients = new NumberedClients(wire, server.address(), COUNT);
            server.close();
            clients.start(500);
            awaitClosed(clients, COUNT);
            assertThat(clients.endings().values()).containsExactly((long) COUNT);
        }
    }

    @Test
    void clients_whenTheConnectionsEnd_openThemAgainAndSendWhatWasDue() {
        try (WireClients wire = new WireClients();
                EchoServer server = new EchoServer();
                NumberedClients clients = new NumberedClients(
                        wire,
                        List.of(server.address()),
                        COUNT,
                        new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)))) {
            clients.start(500);
            awaitSent(clients, 50);
            server.closeConnections();
            awaitClosed(clients, COUNT);
            awaitSent(clients, clients.tally().sent() + 50);
            clients.stop(BOUND);

            Tally tally = clients.tally();
            assertThat(tally.closed()).isEqualTo(COUNT);
            assertThat(tally.doubled() + tally.reordered() + tally.foreign()).isZero();
            assertThat(tally.sent() - tally.lost()).isGreaterThanOrEqualTo(50);
            assertThat(clients.endings()).isEmpty();
        }
    }

    @Test
    void clients_whenThereAreSeveralAddresses_areAPartOfThemAtEach() {
        try (WireClients wire = new WireClients();
                EchoServer one = new EchoServer();
                EchoServer other = new EchoServer();
                NumberedClients clients =
                        new NumberedClients(wire, List.of(one.address(), other.address()), COUNT, null)) {
            one.closeConnections();
            awaitClosed(clients, COUNT - COUNT / 2);
            assertThat(clients.endings().values()).containsExactly((long) COUNT - COUNT / 2);
            other.closeConnections();
            awaitClosed(clients, COUNT);
            assertThat(clients.tally().closed()).isEqualTo(COUNT);
        }
    }

    private static void awaitSent(NumberedClients clients, int count) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (clients.tally().sent() < count) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    private static void awaitClosed(NumberedClients clients, int count) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (clients.tally().closed() < count) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }
}
