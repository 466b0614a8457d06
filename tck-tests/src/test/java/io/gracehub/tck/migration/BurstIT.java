// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many clients in the same moment. */
@Tag("faults")
final class BurstIT {

    /** Two files each at the gateway, one here: within a limit of 20,000 open files. */
    private static final int CLIENTS = 8_000;

    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final String ACCEPTED = "HTTP/1.1 101";

    @Test
    @Clause("GATE-34")
    void handshakes_thousandsAtOnce_areAllAnsweredAndVanishAtOnce() throws IOException {
        try (Cluster cluster = new Cluster("A")) {
            cluster.running("A");
            try (Fleets fleets = new Fleets(cluster)) {
                fleets.java(ANY, 10, Manner.DIRECT);
                fleets.awaitAnswers(1);

                List<Socket> burst = open(cluster.mainGateway().ws("/" + ANY + "/direct/0"));
                assertThat(clients(cluster)).isGreaterThanOrEqualTo(CLIENTS);
                for (Socket socket : burst) {
                    socket.setSoLinger(true, 0);
                    socket.close();
                }

                fleets.awaitAnswers(2);
                Bound.await(
                        Bound.seconds(60),
                        () -> clients(cluster) + " clients are at the gateway, " + gone(cluster) + " have left the hub",
                        () -> clients(cluster) == 10 && gone(cluster) == CLIENTS);
                fleets.assertLossless();
            }
        }
    }

    private static List<Socket> open(URI uri) throws IOException {
        byte[] request = RawHandshake.request(uri);
        List<Socket> opened = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) ANSWER.toMillis());
            socket.setSoTimeout((int) ANSWER.toMillis());
            opened.add(socket);
        }
        for (Socket socket : opened) {
            socket.getOutputStream().write(request);
        }
        for (Socket socket : opened) {
            byte[] answer = socket.getInputStream().readNBytes(ACCEPTED.length());
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo(ACCEPTED);
        }
        return opened;
    }

    private static int clients(Cluster cluster) {
        return (int) cluster.mainGateway().metrics().sum("gracehub_gateway_connections");
    }

    private static long gone(Cluster cluster) {
        return cluster.server("A").trace().stream()
                .filter(Visit::isOne)
                .filter(line -> !Visit.of("A", line).opened())
                .count();
    }
}
