// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.GatewayBuilder;
import io.gracehub.tck.harness.GatewayProcess;
import java.io.IOException;
import java.io.InputStream;
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

    /** Of ten thousand, as a gateway has two files for each. */
    private static final int HALF = 5_000;

    private static final int END_OF_HEAD = 0x0D0A0D0A;

    /** A text, {@code 1}, with a mask of zeros. */
    private static final byte[] QUESTION = {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, '1'};

    private static final byte[] ANSWER_OF_B = {(byte) 0x81, 3, '1', '@', 'B'};

    @Test
    @Clause("GATE-34")
    void handshakes_thousandsAtOnce_areAllAnsweredAndVanishAtOnce() throws IOException {
        try (Cluster cluster = new Cluster("A")) {
            cluster.running("A");
            try (Fleets fleets = new Fleets(cluster)) {
                fleets.java(ANY, 10, Manner.DIRECT);
                fleets.awaitAnswers(1);

                List<Socket> burst = connect(CLIENTS, cluster.mainGateway());
                ask(burst, cluster.mainGateway().ws("/" + ANY + "/direct/0"));
                awaitAccepted(burst);
                assertThat(clients(cluster)).isGreaterThanOrEqualTo(CLIENTS);
                reset(burst);

                fleets.awaitAnswers(2);
                Bound.await(
                        Bound.seconds(60),
                        () -> clients(cluster) + " clients are at the gateway, " + gone(cluster) + " have left the hub",
                        () -> clients(cluster) == 10 && gone(cluster) == CLIENTS);
                fleets.assertLossless();
            }
        }
    }

    @Test
    @Clause("GATE-55")
    void handshakes_tenThousandAtTwoGatewaysOfAServerThatStops_areAllCarriedOver() throws IOException {
        try (Cluster cluster = new Cluster(BurstIT::patient, "A", "B");
                GatewayProcess second = patient(cluster.gateway()).start()) {
            cluster.property(
                    "A",
                    "gracehub.shutdown.timeout",
                    Bound.of(ANSWER).multipliedBy(5).toSeconds() + "s");
            cluster.running("A", "B");
            cluster.awaitLinks(second, "A", "B");
            List<Socket> burst = new ArrayList<>(connect(HALF, cluster.mainGateway()));
            burst.addAll(connect(HALF, second));

            ask(burst.subList(0, HALF), cluster.mainGateway().ws("/" + ANY + "/direct/1"));
            cluster.server("A").signal("TERM");
            ask(burst.subList(HALF, 2 * HALF), second.ws("/" + ANY + "/direct/1"));

            awaitAccepted(burst);
            assertThat(cluster.server("A").exitCode(Bound.of(ANSWER).multipliedBy(5)))
                    .isEqualTo(143);
            for (Socket socket : burst) {
                socket.getOutputStream().write(QUESTION);
            }
            for (Socket socket : burst) {
                assertThat(new String(afterHead(socket, ANSWER_OF_B.length), StandardCharsets.ISO_8859_1))
                        .isEqualTo(new String(ANSWER_OF_B, StandardCharsets.ISO_8859_1));
            }
            reset(burst);
        }
    }

    /** Who waits for ten thousand others waits longer than for a few. */
    private static GatewayBuilder patient(GatewayBuilder gateway) {
        return gateway.property(
                "gracehub.gateway.handshake-timeout", Bound.of(ANSWER).toSeconds() + "s");
    }

    private static List<Socket> connect(int count, GatewayProcess gateway) throws IOException {
        URI uri = gateway.ws("/");
        List<Socket> connected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) ANSWER.toMillis());
            socket.setSoTimeout((int) Bound.of(ANSWER).toMillis());
            connected.add(socket);
        }
        return connected;
    }

    private static void ask(List<Socket> sockets, URI uri) throws IOException {
        byte[] request = RawHandshake.request(uri);
        for (Socket socket : sockets) {
            socket.getOutputStream().write(request);
        }
    }

    private static void awaitAccepted(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            byte[] answer = socket.getInputStream().readNBytes(ACCEPTED.length());
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo(ACCEPTED);
        }
    }

    /** Skips what is left of the answer to the handshake, and returns what follows. */
    private static byte[] afterHead(Socket socket, int length) throws IOException {
        InputStream in = socket.getInputStream();
        int end = 0;
        while (end != END_OF_HEAD) {
            end = end << Byte.SIZE | in.read();
        }
        return in.readNBytes(length);
    }

    private static void reset(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
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
