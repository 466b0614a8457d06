// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static io.gracehub.tck.migration.Cluster.CALM;
import static io.gracehub.tck.migration.Cluster.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Answer;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.GatewayProcess;
import io.gracehub.tck.harness.Server;
import jakarta.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators do on the gateway's admin port, while clients are at work. */
final class OperateIT {

    private static final int TERMINATED = 143;

    private static Cluster cluster;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        cluster = new Cluster("A", "B");
        gateway = cluster.mainGateway();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void takeAllBack() {
        Stream.of("A", "B").forEach(server -> Stream.of(CALM, ANY).forEach(app -> operate("uncordon", server, app)));
    }

    @Test
    @Clause({"GATE-24", "GATE-25", "GATE-26"})
    void drain_byAnOperator_movesTheClientsAndLeavesTheServerRunning() {
        cluster.running("A", "B");
        try (Fleets fleets = new Fleets(cluster);
                Fleets others = new Fleets(cluster)) {
            fleets.java(CALM, 25, Manner.DIRECT);
            fleets.java(CALM, 25, Manner.LATER);
            JavaFleet other = others.java(ANY, 10, Manner.DIRECT);
            fleets.awaitAnswers(1);
            int atA = connections("A", CALM);
            assertThat(atA).isPositive();

            Answer answer = gateway.operate("/drain?wait&server=" + cluster.address("A", CALM), TOKEN);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(connections("A", CALM)).isZero();
            assertThat(connections("B", CALM)).isEqualTo(50);
            JsonObject drained = server("A", CALM);
            assertThat(drained.getBoolean("cordoned")).isTrue();
            assertThat(drained.getString("state")).isEqualTo("ready");
            JsonObject drain = drained.getJsonObject("drain");
            assertThat(drain.getString("by")).isEqualTo("operator");
            assertThat(drain.getBoolean("running")).isFalse();
            assertThat(drain.getInt("moved")).isEqualTo(atA);
            assertThat(Stream.of("stayed", "closed", "left").map(drain::getInt)).containsOnly(0);
            fleets.awaitAt("B");
            fleets.java(CALM, 4, Manner.DIRECT);
            fleets.awaitAt("B");

            assertThat(operate("uncordon", "A", CALM).status()).isEqualTo(200);
            fleets.java(CALM, 4, Manner.DIRECT);
            Bound.await(Bound.SOON, () -> "no new client at A", () -> connections("A", CALM) == 4);

            fleets.awaitAnswers(1);
            fleets.assertLossless();
            others.assertLossless();
            assertThat(cluster.chains(other)).allMatch(chain -> chain.moves() == 0);
        }
    }

    @Test
    @Clause({"GATE-24", "GATE-25"})
    void action_thatCannotBeDone_saysWhy() {
        cluster.running("A", "B");
        String drain = "/drain?server=" + cluster.address("A", CALM);

        assertThat(gateway.operate(drain, "").status()).isEqualTo(401);
        assertThat(gateway.operate(drain, "wrong").status()).isEqualTo(401);
        assertThat(connections("A", CALM)).isZero();
        assertThat(server("A", CALM).getBoolean("cordoned")).isFalse();
        assertRefused("/drain?server=nobody", 404, "nobody", cluster.address("A", CALM));
        assertRefused("/cordon?server=A", 409, cluster.address("A", CALM), cluster.address("A", ANY));
        assertRefused("/cordon", 400, "server=");
        assertRefused("/uncordon?server=A&now", 400, "now");
        assertThat(gateway.output()).doesNotContain(TOKEN);
    }

    private static void assertRefused(String path, int status, String... told) {
        Answer answer = gateway.operate(path, TOKEN);
        assertThat(answer.status()).as(path).isEqualTo(status);
        assertThat(GatewayProcess.object(answer).getString("error")).contains(told);
    }

    @Test
    @Clause("GATE-26")
    void term_whileAnOperatorDrains_letsNobodyGo() {
        cluster.running("A", "B");
        try (Fleets fleets = new Fleets(cluster)) {
            fleets.java(CALM, 40, Manner.DIRECT);
            fleets.java(CALM, 6, Manner.SLOW);
            fleets.awaitAnswers(1);

            Server leaving = cluster.server("A");
            operate("drain", "A", CALM);
            leaving.signal("TERM");

            assertThat(leaving.exitCode(Bound.seconds(20))).isEqualTo(TERMINATED);
            fleets.awaitAt("B");
            fleets.awaitAnswers(2);
            fleets.assertLossless();
        }
        cluster.start("A");
        assertThat(server("A", CALM).getBoolean("cordoned"))
                .as("an operator has set it aside, and nobody has taken it back")
                .isTrue();
    }

    @Test
    @Clause("GATE-27")
    void rebalance_byAnOperator_movesUntilAllHaveAsMany() {
        cluster.running("A", "B");
        try (Fleets fleets = new Fleets(cluster);
                Fleets others = new Fleets(cluster)) {
            operate("cordon", "A", ANY);
            operate("cordon", "A", CALM);
            fleets.java(ANY, 30, Manner.DIRECT);
            JavaFleet other = others.java(CALM, 6, Manner.DIRECT);
            fleets.awaitAt("B");
            operate("uncordon", "A", ANY);
            operate("uncordon", "A", CALM);

            Answer answer = gateway.operate("/rebalance", TOKEN);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(GatewayProcess.object(answer).getJsonArray("leaves").toString())
                    .as("those of level shutdown-only")
                    .contains("gracehub.migration.level");
            Bound.await(
                    Bound.seconds(20),
                    () -> "not even: " + gateway.status(),
                    () -> connections("A", ANY) == 15 && connections("B", ANY) == 15);
            fleets.awaitAnswers(1);
            fleets.assertLossless();
            others.assertLossless();
            assertThat(cluster.chains(other)).allMatch(chain -> chain.moves() == 0);
        }
    }

    @Test
    @Clause("GATE-27")
    void server_thatJoins_getsItsShareWhereThatIsOn() {
        cluster.running("A");
        try (GatewayProcess rebalancing = cluster.gateway()
                        .property("gracehub.gateway.rebalance", "on")
                        .property("gracehub.gateway.rebalance.rate", "50")
                        .start();
                Fleets fleets = new Fleets(cluster)) {
            cluster.awaitLinked(rebalancing, 0, "A");
            fleets.add(JavaFleet.connect(rebalancing.ws("/" + ANY), 20, Manner.DIRECT));
            fleets.awaitAt("A");

            cluster.start("B");

            Bound.await(
                    Bound.seconds(30),
                    () -> "not even: " + rebalancing.status(),
                    () -> connections(rebalancing, "A", ANY) == 10 && connections(rebalancing, "B", ANY) == 10);
            fleets.awaitAnswers(1);
            fleets.assertLossless();
        }
    }

    private static Answer operate(String action, String server, String app) {
        return gateway.operate("/" + action + "?server=" + cluster.address(server, app), TOKEN);
    }

    private static int connections(String server, String app) {
        return connections(gateway, server, app);
    }

    private static int connections(GatewayProcess asked, String server, String app) {
        return server(asked, server, app).getInt("connections");
    }

    private static JsonObject server(String server, String app) {
        return server(gateway, server, app);
    }

    private static JsonObject server(GatewayProcess asked, String server, String app) {
        return asked.status().getJsonArray("servers").getValuesAs(JsonObject.class).stream()
                .filter(each -> each.getString("address").equals(cluster.address(server, app)))
                .findFirst()
                .orElseThrow();
    }
}
