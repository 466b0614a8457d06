// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static io.gracehub.tck.migration.Cluster.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.fault.FaultyWire;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.GatewayProcess;
import io.gracehub.tck.harness.Ports;
import io.gracehub.tck.harness.WebSocketClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A name whose addresses change while clients work and move: server A is at 127.0.0.2, B at 127.0.0.3. */
@Tag("faults")
final class AddressesIT {

    private static final String A = "127.0.0.2";
    private static final String B = "127.0.0.3";
    private static final int SIGTERM = 143;

    /** The gateway looks every five seconds, and its JVM remembers for as long. */
    private static final Duration NOTICED = Bound.seconds(15);

    private static Cluster cluster;

    private final Hosts hosts = new Hosts("chat.test");
    private final int port = Ports.free();
    private FaultyWire wireA;
    private FaultyWire wireB;

    @BeforeAll
    static void start() {
        cluster = new Cluster("A", "B");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void run() {
        cluster.running("A", "B");
        wireA = new FaultyWire(A, port, cluster.server("A").port());
        wireB = new FaultyWire(B, port, cluster.server("B").port());
    }

    @AfterEach
    void cut() {
        wireA.close();
        wireB.close();
    }

    private GatewayProcess gateway(String... addresses) {
        hosts.set(addresses);
        GatewayProcess gateway = GatewayProcess.with()
                .property("gracehub.link.secret", SECRET)
                .property("jdk.net.hosts.file", hosts.file().toString())
                .server("dns+http://chat.test:" + port + "/" + ANY)
                .start();
        for (String address : addresses) {
            awaitLinked(gateway, address);
        }
        return gateway;
    }

    private void awaitLinked(GatewayProcess gateway, String address) {
        gateway.awaitOutput(0, "GRACEHUB5200I: .*//" + address + ":" + port + "/", NOTICED);
    }

    private static JavaFleet connect(Fleets fleets, GatewayProcess gateway, int count) {
        return fleets.add(JavaFleet.connect(gateway.ws("/" + ANY), count, Manner.DIRECT));
    }

    @Test
    @Clause("GATE-54")
    void address_thatComes_getsTheNewClients() {
        try (GatewayProcess gateway = gateway(A);
                Fleets fleets = new Fleets(cluster)) {
            JavaFleet early = connect(fleets, gateway, 15);
            early.awaitAnswers(1);

            hosts.set(A, B);
            awaitLinked(gateway, B);
            JavaFleet late = connect(fleets, gateway, 15);

            fleets.awaitAnswers(2);
            cluster.awaitAt(early, "A");
            cluster.awaitAt(late, "B");
            fleets.assertLossless();
        }
    }

    @Test
    @Clause("GATE-54")
    void address_thatIsReplaced_keepsItsClientsAndGetsNoOthers() {
        try (GatewayProcess gateway = gateway(A);
                Fleets fleets = new Fleets(cluster)) {
            JavaFleet early = connect(fleets, gateway, 10);
            early.awaitAnswers(1);

            hosts.set(B);
            awaitLinked(gateway, B);
            JavaFleet late = connect(fleets, gateway, 30);
            fleets.awaitAnswers(2);
            cluster.awaitAt(early, "A");
            cluster.awaitAt(late, "B");

            int mark = gateway.mark();
            cluster.server("A").signal("TERM");
            assertThat(cluster.server("A").exitCode(Bound.seconds(30))).isEqualTo(SIGTERM);
            fleets.awaitAt("B");
            fleets.awaitAnswers(2);
            gateway.awaitOutput(mark, "GRACEHUB5153I: .*//" + A + ":", NOTICED);
            fleets.assertLossless();
        }
    }

    /** As a pod does, whose address is taken from its name as it begins to drain. */
    @Test
    @Clause({"GATE-54", "GATE-13"})
    void address_thatVanishesInADrain_isLeftWhenAnotherComes() {
        try (GatewayProcess gateway = gateway(A);
                Fleets fleets = new Fleets(cluster)) {
            connect(fleets, gateway, 30);
            fleets.awaitAnswers(1);

            int mark = gateway.mark();
            try (WebSocketClient pin = cluster.pin("A", ANY)) {
                cluster.drain("A", ANY);
                gateway.awaitOutput(mark, "GRACEHUB5402W", Bound.SOON);
                hosts.set(B);

                fleets.awaitAt("B");
                assertThat(pin.open()).isTrue();
                cluster.resume("A", ANY);
            }
            fleets.awaitAnswers(2);
            fleets.assertLossless();
        }
    }

    @Test
    @Clause("GATE-54")
    void name_thatStandsForNothing_leavesAllAsItIs() {
        try (GatewayProcess gateway = gateway(A, B);
                Fleets fleets = new Fleets(cluster)) {
            connect(fleets, gateway, 20);
            fleets.awaitAnswers(1);

            hosts.set();
            gateway.awaitOutput(0, "GRACEHUB5150W", NOTICED);
            connect(fleets, gateway, 20);
            fleets.awaitAnswers(1);
            move("A", "B", fleets);
            connect(fleets, gateway, 5);
            fleets.awaitAnswers(2);
            hosts.set(B);
            gateway.awaitOutput(0, "GRACEHUB5151I", NOTICED);
            fleets.assertLossless();
        }
    }

    /** The address is not the name's any more, and its wire breaks as well: what worked there goes on at the other one. */
    @Test
    @Clause({"GATE-54", "GATE-14"})
    void address_thatVanishesWithItsServer_losesNoClient() {
        try (GatewayProcess gateway = gateway(A, B);
                Fleets fleets = new Fleets(cluster)) {
            connect(fleets, gateway, 30);
            fleets.awaitAnswers(2);

            hosts.set(B);
            gateway.awaitOutput(0, "GRACEHUB5156I: .*//" + A + ":", NOTICED);
            wireA.close();

            fleets.awaitAt("B");
            gateway.awaitOutput(0, "GRACEHUB5153I: .*//" + A + ":", NOTICED);
            fleets.awaitAnswers(2);
            fleets.assertAllWork();
        }
    }

    @Test
    @Clause("GATE-54")
    void addresses_thatChangeAllTheWhile_loseNothing() {
        List<String[]> answers = List.of(new String[] {A}, new String[] {A, B}, new String[] {B}, new String[] {});
        try (GatewayProcess gateway = gateway(A, B);
                Fleets fleets = new Fleets(cluster);
                Repeatedly changing =
                        new Repeatedly(Duration.ofSeconds(4), turn -> hosts.set(answers.get(turn % answers.size())))) {
            connect(fleets, gateway, 30);
            fleets.awaitAnswers(1);

            for (int round = 0; round < 4; round++) {
                move("A", "B", fleets);
                move("B", "A", fleets);
            }
            gateway.awaitOutput(0, "GRACEHUB5150W", NOTICED);
            gateway.awaitOutput(0, "GRACEHUB5156I", NOTICED);
            assertThat(changing.turns()).isGreaterThan(3);
            fleets.assertLossless();
        }
    }

    private static void move(String from, String to, Fleets fleets) {
        try (WebSocketClient pin = cluster.pin(from, ANY)) {
            cluster.drain(from, ANY);
            fleets.awaitAt(to);
            fleets.awaitAnswers(2);
            assertThat(pin.open()).isTrue();
            cluster.resume(from, ANY);
        }
    }
}
