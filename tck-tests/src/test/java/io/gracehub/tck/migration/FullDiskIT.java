// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static io.gracehub.tck.migration.Cluster.CALM;
import static io.gracehub.tck.migration.Cluster.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.GatewayProcess;
import io.gracehub.tck.harness.SmallDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gateways and servers that cannot write to their logs. */
@Tag("faults")
final class FullDiskIT {

    private static final int SIGTERM = 143;

    /** What a server logs at the end of a drain. */
    private static final String END = "GRACEHUB1509I";

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster("A", "B", "C", "D", "E", "F");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** When there is no room left. */
    enum When {
        FROM_THE_START,
        WHILE_CLIENTS_WORK
    }

    @ParameterizedTest
    @EnumSource
    @Clause("GATE-50")
    void log_ofAGatewayOnAFullDisk_holdsUpNothing(When when) {
        cluster.running("A", "B");
        try (SmallDisk disk = SmallDisk.mount()) {
            if (when == When.FROM_THE_START) {
                disk.fill();
            }
            try (GatewayProcess silent = cluster.gateway()
                    .property("gracehub.gateway.shutdown.timeout", "5s")
                    .log(disk.path("gateway.txt"))
                    .start()) {
                cluster.awaitLinks(silent, "A", "B");
                try (Fleets fleets = new Fleets(cluster);
                        JavaFleet leaving = JavaFleet.connect(silent.ws("/" + CALM), 10, Manner.DIRECT)) {
                    fleets.add(JavaFleet.connect(silent.ws("/" + CALM), 20, Manner.DIRECT));
                    fleets.add(JavaFleet.connect(silent.ws("/" + ANY), 5, Manner.LATER));
                    fleets.awaitAnswers(1);
                    if (when == When.WHILE_CLIENTS_WORK) {
                        disk.fill();
                    }
                    int logged = silent.mark();

                    cluster.server("A").signal("TERM");

                    assertThat(cluster.server("A").exitCode(Bound.seconds(30))).isEqualTo(SIGTERM);
                    fleets.awaitAt("B");
                    fleets.awaitAnswers(2);
                    fleets.assertLossless();
                    assertThat(disk.full()).isTrue();
                    assertThat(silent.mark())
                            .as("what was logged: %s", silent.output())
                            .isEqualTo(logged);

                    disk.empty();
                    assertThat(silent.operate("/cordon?server=" + cluster.address("B", CALM), TOKEN)
                                    .status())
                            .isEqualTo(200);
                    silent.awaitOutput(logged, "GRACEHUB5154I", Bound.SOON);
                    disk.fill();
                    assertEnds(silent, leaving);
                }
            }
        }
    }

    /** Its own drain closes its clients, and ends by its deadline. */
    private static void assertEnds(GatewayProcess gateway, JavaFleet clients) {
        gateway.signal("TERM");

        assertThat(gateway.exitCode(Bound.seconds(10))).isEqualTo(SIGTERM);
        assertThat(clients.ledgers())
                .allSatisfy(ledger -> assertThat(ledger.problems().get(0))
                        .as(ledger::toString)
                        .startsWith("closed with 1012"));
    }

    @ParameterizedTest
    @EnumSource
    @Clause({"GATE-50", "GATE-9"})
    void logs_ofServersOnAFullDisk_holdUpNothing(When when) {
        cluster.running();
        String from = when == When.FROM_THE_START ? "C" : "E";
        String to = when == When.FROM_THE_START ? "D" : "F";
        try (SmallDisk disk = SmallDisk.mount();
                SmallDisk other = SmallDisk.mount()) {
            logInto(from, disk, when);
            logInto(to, other, when);
            cluster.running(from, to);
            try (Fleets fleets = new Fleets(cluster)) {
                fleets.java(CALM, 20, Manner.DIRECT);
                fleets.java(ANY, 5, Manner.LATER);
                fleets.awaitAnswers(1);
                if (when == When.WHILE_CLIENTS_WORK) {
                    disk.fill();
                    other.fill();
                }

                cluster.server(from).signal("TERM");

                assertThat(cluster.server(from).exitCode(Bound.seconds(30))).isEqualTo(SIGTERM);
                fleets.awaitAt(to);
                fleets.awaitAnswers(2);
                fleets.assertLossless();
                assertThat(disk.full() && other.full()).isTrue();
                assertThat(cluster.server(from).logs()).doesNotContain(END);
            }
            cluster.running();
        }
    }

    /** Open Liberty's script does not start a server whose standard output cannot be written to. */
    private static void logInto(String server, SmallDisk disk, When when) {
        if (when == When.FROM_THE_START) {
            cluster.builder(server, builder -> builder.logs(disk.path("")));
            disk.fill();
        } else {
            cluster.builder(server, builder -> builder.logs(disk.path("")).console(disk.path("console.txt")));
        }
    }
}
