// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static io.gracehub.tck.migration.Cluster.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.GatewayBuilder;
import io.gracehub.tck.harness.GatewayProcess;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final byte TEXT = (byte) 0x81;
    private static final byte PING = (byte) 0x89;
    private static final byte PONG = (byte) 0x8A;
    private static final byte MASKED = (byte) 0x80;

    /** Clients that do the same in the same moment. */
    private record Burst(List<Socket> sockets) implements AutoCloseable {

        static Burst connect(int count, GatewayProcess gateway) throws IOException {
            URI uri = gateway.ws("/");
            Burst burst = new Burst(new ArrayList<>());
            try {
                for (int i = 0; i < count; i++) {
                    Socket socket = new Socket();
                    burst.sockets.add(socket);
                    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) ANSWER.toMillis());
                    socket.setSoTimeout((int) Bound.of(ANSWER).toMillis());
                }
            } catch (IOException e) {
                burst.close();
                throw e;
            }
            return burst;
        }

        void ask(URI uri) throws IOException {
            write(RawHandshake.request(uri));
        }

        void awaitAccepted() throws IOException {
            for (Socket socket : sockets) {
                byte[] answer = socket.getInputStream().readNBytes(ACCEPTED.length());
                assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo(ACCEPTED);
                skipHead(socket.getInputStream());
            }
        }

        private static void skipHead(InputStream in) throws IOException {
            for (int end = 0; end != END_OF_HEAD; ) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("in the answer to the handshake");
                }
                end = end << Byte.SIZE | next;
            }
        }

        void say(String text) throws IOException {
            write(frame(TEXT, text.getBytes(StandardCharsets.US_ASCII)));
        }

        /** Each answer that comes is one of these. */
        void assertAnswered(String... answers) throws IOException {
            for (Socket socket : sockets) {
                assertThat(answer(socket)).isIn((Object[]) answers);
            }
        }

        /** Returns the next text; pings before it are answered. */
        private static String answer(Socket socket) throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte first = in.readByte();
            byte[] payload = in.readNBytes(in.readByte());
            while (first == PING) {
                socket.getOutputStream().write(frame(PONG, payload));
                first = in.readByte();
                payload = in.readNBytes(in.readByte());
            }
            assertThat(first).isEqualTo(TEXT);
            return new String(payload, StandardCharsets.US_ASCII);
        }

        /** A short frame, with a mask of zeros. */
        private static byte[] frame(byte first, byte[] payload) {
            return ByteBuffer.allocate(6 + payload.length)
                    .put(first)
                    .put((byte) (MASKED | payload.length))
                    .putInt(0)
                    .put(payload)
                    .array();
        }

        private void write(byte[] bytes) throws IOException {
            for (Socket socket : sockets) {
                socket.getOutputStream().write(bytes);
            }
        }

        /** Resets all of them; what has been reset stays so. */
        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                if (!socket.isClosed()) {
                    socket.setSoLinger(true, 0);
                    socket.close();
                }
            }
        }
    }

    @Test
    @Clause("GATE-34")
    void handshakes_thousandsAtOnce_areAllAnsweredAndVanishAtOnce() throws IOException {
        try (Cluster cluster = new Cluster("A")) {
            cluster.running("A");
            try (Fleets fleets = new Fleets(cluster)) {
                fleets.java(ANY, 10, Manner.DIRECT);
                fleets.awaitAnswers(1);

                try (Burst burst = Burst.connect(CLIENTS, cluster.mainGateway())) {
                    burst.ask(cluster.mainGateway().ws("/" + ANY + "/direct/0"));
                    burst.awaitAccepted();
                    assertThat(clients(cluster.mainGateway())).isGreaterThanOrEqualTo(CLIENTS);
                }

                fleets.awaitAnswers(2);
                Bound.await(
                        Bound.seconds(60),
                        () -> clients(cluster.mainGateway()) + " clients are at the gateway, " + gone(cluster)
                                + " have left the hub",
                        () -> clients(cluster.mainGateway()) == 10 && gone(cluster) == CLIENTS);
                fleets.assertLossless();
            }
        }
    }

    /** The first half is at A, and talks, before the second half comes; A goes while that comes. */
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
            operate(cluster, second, "cordon");
            try (Burst early = Burst.connect(HALF, cluster.mainGateway());
                    Burst late = Burst.connect(HALF, second)) {
                early.ask(cluster.mainGateway().ws("/" + ANY + "/direct/1"));
                early.awaitAccepted();
                early.say("1");
                early.assertAnswered("1@A");

                late.ask(second.ws("/" + ANY + "/direct/1"));
                Bound.await(Bound.of(ANSWER), () -> clients(second) + " have come", () -> clients(second) > HALF / 10);
                operate(cluster, second, "uncordon");
                cluster.server("A").signal("TERM");
                late.awaitAccepted();
                late.say("1");
                late.assertAnswered("1@A", "1@B");

                assertThat(cluster.server("A").exitCode(Bound.of(ANSWER).multipliedBy(5)))
                        .isEqualTo(143);
                early.say("2");
                late.say("2");
                early.assertAnswered("2@B");
                late.assertAnswered("2@B");
                assertCarriedOver(cluster);
            }
        }
    }

    /** All are at B; most were at A, and each of those came to B from there, with its state. */
    private static void assertCarriedOver(Cluster cluster) {
        Bound.await(
                Bound.seconds(20),
                () -> present(visits(cluster, "B")).size() + " are at B",
                () -> present(visits(cluster, "B")).size() == 2 * HALF);
        List<Visit> left =
                visits(cluster, "A").stream().filter(visit -> !visit.opened()).toList();
        System.out.println("of " + 2 * HALF + " clients " + left.size() + " were at A");
        assertThat(ids(left)).hasSizeGreaterThan(HALF);
        assertThat(ids(present(visits(cluster, "B")))).isEqualTo(ids(left));
        assertThat(cluster.server("B").traceTexts()).noneMatch(line -> line.startsWith("gap "));
    }

    private static List<Visit> visits(Cluster cluster, String server) {
        return cluster.server(server).trace().stream()
                .filter(Visit::isOne)
                .map(line -> Visit.of(server, line))
                .toList();
    }

    private static List<Visit> present(List<Visit> visits) {
        Set<String> gone = visits.stream()
                .filter(visit -> !visit.opened())
                .map(Visit::session)
                .collect(Collectors.toSet());
        return visits.stream().filter(visit -> !gone.contains(visit.session())).toList();
    }

    /** The ids of those that were carried over. */
    private static Set<String> ids(List<Visit> visits) {
        return visits.stream()
                .filter(visit -> visit.migration().equals("A>B"))
                .map(Visit::id)
                .collect(Collectors.toSet());
    }

    private static void operate(Cluster cluster, GatewayProcess second, String action) {
        String path = "/" + action + "?server=" + cluster.address("B", ANY);
        assertThat(Stream.of(cluster.mainGateway(), second)
                        .map(gateway -> gateway.operate(path, TOKEN).status()))
                .containsOnly(200);
    }

    /** Who waits for ten thousand others waits longer than for a few. */
    private static GatewayBuilder patient(GatewayBuilder gateway) {
        return gateway.property(
                "gracehub.gateway.handshake-timeout", Bound.of(ANSWER).toSeconds() + "s");
    }

    private static int clients(GatewayProcess gateway) {
        return (int) gateway.metrics().sum("gracehub_gateway_connections");
    }

    private static long gone(Cluster cluster) {
        return visits(cluster, "A").stream().filter(visit -> !visit.opened()).count();
    }
}
