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
import io.gracehub.tck.harness.WebSocketClient;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Operators and servers that contradict one another, at two gateways at once, while clients talk. A failure tells its
 * seed; {@code gracehub.tck.storm.seed} and {@code gracehub.tck.storm.seconds} repeat or prolong it.
 */
final class StormIT {

    private static final Duration STORM = Duration.ofSeconds(Long.getLong("gracehub.tck.storm.seconds", 20));
    private static final List<String> ACTIONS = List.of(
            "drain", "drain", "drain?wait", "uncordon", "uncordon", "uncordon", "cordon", "rebalance", "server");

    private static final List<String> SERVERS = List.of("A", "B");
    private static final List<String> APPS = List.of(CALM, ANY);

    private final long seed = Long.getLong("gracehub.tck.storm.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @Test
    @Clause({"GATE-1", "GATE-2", "GATE-12", "GATE-24", "GATE-26", "GATE-27"})
    void storm_ofOperators_losesNothing() {
        try (Cluster cluster = new Cluster("A", "B")) {
            cluster.running("A", "B");
            try (GatewayProcess other = cluster.gateway().start();
                    Fleets fleets = new Fleets(cluster);
                    WebSocketClient atA = cluster.pin("A", ANY);
                    WebSocketClient atB = cluster.pin("B", ANY)) {
                List<GatewayProcess> gateways = List.of(cluster.mainGateway(), other);
                SERVERS.forEach(server -> cluster.awaitLinked(other, 0, server));
                connect(fleets, other);

                rage(cluster, gateways);

                gateways.forEach(gateway -> calm(cluster, gateway));
                waiting.forEach(answer -> assertThat(answer).succeedsWithin(Bound.seconds(60)));
                fleets.awaitAnswers(2);
                assertThat(List.of(atA, atB)).allMatch(WebSocketClient::open);
                fleets.assertLossless(Chain::assertCarried);
                gateways.forEach(gateway -> Bound.await(
                        Bound.seconds(10),
                        () -> "something is under way for ever: " + gateway.status(),
                        () -> quiet(gateway)));
            }
        } catch (AssertionError failure) {
            throw new AssertionError("seed " + seed + ", told " + told + ": " + failure.getMessage(), failure);
        }
    }

    private static void connect(Fleets fleets, GatewayProcess other) {
        fleets.java(ANY, 20, Manner.DIRECT);
        fleets.java(CALM, 10, Manner.LATER);
        fleets.java(ANY, 3, Manner.SLOW);
        fleets.java(ANY, 3, Manner.FRAGMENTS);
        fleets.add(JavaFleet.connect(other.ws("/" + ANY), 20, Manner.DIRECT));
        fleets.add(JavaFleet.connect(other.ws("/" + CALM), 5, Manner.BIG_TEXT));
        fleets.awaitAnswers(1);
    }

    private static void calm(Cluster cluster, GatewayProcess gateway) {
        for (String server : SERVERS) {
            APPS.forEach(app -> operate(gateway, "/uncordon?server=" + cluster.address(server, app)));
        }
    }

    private static boolean quiet(GatewayProcess gateway) {
        JsonObject gate = gateway.status().getJsonObject("gateway");
        return gate.getInt("moving") == 0
                && gate.getInt("waiting") == 0
                && gateway.status().getJsonArray("servers").getValuesAs(JsonObject.class).stream()
                        .noneMatch(server -> !server.isNull("drain")
                                && server.getJsonObject("drain").getBoolean("running"));
    }

    private void rage(Cluster cluster, List<GatewayProcess> gateways) {
        long end = System.nanoTime() + STORM.toNanos();
        while (System.nanoTime() < end) {
            GatewayProcess gateway = any(gateways);
            String server = any(SERVERS);
            String app = any(APPS);
            String action = any(ACTIONS);
            told.add(action + " " + server + " " + app);
            switch (action) {
                case "server" -> {
                    cluster.drain(server, ANY);
                    pause();
                    pause();
                    cluster.resume(server, ANY);
                }
                case "rebalance" -> operate(gateway, "/rebalance");
                case "drain?wait" ->
                    waiting.add(CompletableFuture.runAsync(() -> drainAndWait(gateway, cluster.address(server, app))));
                default -> operate(gateway, "/" + action + "?server=" + cluster.address(server, app));
            }
            pause();
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static void drainAndWait(GatewayProcess gateway, String server) {
        try {
            operate(gateway, "/drain?wait&server=" + server);
        } catch (UncheckedIOException impatient) {
            // it may wait longer than this test does: for as long as there is nowhere to go
        }
    }

    private static void operate(GatewayProcess gateway, String path) {
        Answer answer = gateway.operate(path, TOKEN);
        assertThat(answer.status()).as(path + ": " + answer.body()).isIn(200, 202, 409);
    }

    private void pause() {
        CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(random.nextInt(400), TimeUnit.MILLISECONDS))
                .join();
    }
}
