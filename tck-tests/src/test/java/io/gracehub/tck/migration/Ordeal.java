// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static io.gracehub.tck.migration.Cluster.CALM;
import static io.gracehub.tck.migration.Cluster.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.fault.FaultyWire;
import io.gracehub.tck.fault.Passage;
import io.gracehub.tck.fault.Step;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.GatewayProcess;
import io.gracehub.tck.harness.WebSocketClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A cluster that goes through a {@link Storm}, with clients that talk all the while. After some rounds they are examined, and
 * others come in their place: what excused the former excuses none of the latter.
 */
final class Ordeal implements AutoCloseable {

    private static final List<String> SERVERS = List.of("A", "B", "C");
    private static final List<String> APPS = List.of(CALM, ANY);

    private final Cluster cluster = Cluster.wired("A", "B", "C");
    private final FaultyWire front =
            new FaultyWire(cluster.mainGateway().ws("/").getPort());
    private final Map<String, List<WebSocketClient>> pins = new TreeMap<>();
    private final Set<Passage> broken = ConcurrentHashMap.newKeySet();
    private final Set<Passage> changed = ConcurrentHashMap.newKeySet();
    private final Set<Killed> killed = new HashSet<>();
    private final Set<Fleet> widowed = ConcurrentHashMap.newKeySet();
    private final List<CompletableFuture<?>> later = new ArrayList<>();
    private final AtomicInteger accidents = new AtomicInteger();
    private GatewayProcess other;
    private Fleets fleets = new Fleets(cluster);
    private Fleet calm;
    private Fleet ofOther;

    /** A process that got SIGKILL. */
    private record Killed(String server, long pid) {

        boolean had(Visit visit) {
            return visit.server().equals(server) && visit.session().startsWith(pid + "-");
        }
    }

    Ordeal() {
        cluster.running("A", "B", "C");
        other = cluster.gateway().start();
        gather();
    }

    private void gather() {
        ofOther = connectToOther();
        calm = fleets.java(CALM, 6, Manner.DIRECT);
        fleets.java(ANY, 12, Manner.DIRECT);
        fleets.java(ANY, 4, Manner.LATER);
        fleets.java(ANY, 2, Manner.SLOW);
        fleets.java(ANY, 2, Manner.FRAGMENTS);
        fleets.add(JavaFleet.connect(URI.create("ws://127.0.0.1:" + front.port() + "/" + ANY), 6, Manner.DIRECT));
        fleets.awaitAnswers(1);
    }

    private Fleet connectToOther() {
        SERVERS.forEach(server -> cluster.awaitLinked(other, 0, server));
        return fleets.add(JavaFleet.connect(other.ws("/" + ANY), 5, Manner.DIRECT));
    }

    /** Goes through one round; the server is back when it returns. */
    void endure(Storm.Round round) {
        String server = round.server();
        if (round.way() == Storm.Way.DRAIN) {
            pins.put(server, APPS.stream().map(app -> cluster.pin(server, app)).toList());
        }
        round.blows().forEach(this::prepare);
        Duration time = Duration.ofMillis(round.millis());
        switch (round.way()) {
            case DRAIN -> {
                APPS.forEach(app -> cluster.drain(server, app));
                pause(time);
                APPS.forEach(app -> cluster.takeBack(server, app));
            }
            case OPERATE -> {
                APPS.forEach(app -> operate("/drain?server=" + cluster.address(server, app)));
                pause(time);
                APPS.forEach(app -> operate("/uncordon?server=" + cluster.address(server, app)));
            }
            case TERM -> {
                cluster.server(server).signal("TERM");
                cluster.server(server).exitCode(Bound.seconds(45));
            }
            case KILL -> {
                pause(time);
                killed.add(new Killed(server, cluster.server(server).pid()));
                cluster.server(server).signal("KILL");
                cluster.server(server).exitCode(Bound.SOON);
            }
        }
        later.forEach(blow -> assertThat(blow).succeedsWithin(Bound.seconds(60)));
        later.clear();
        cluster.running("A", "B", "C");
        pins.values().forEach(clients -> clients.forEach(WebSocketClient::close));
        pins.clear();
        if (widowed.contains(ofOther)) {
            ofOther = connectToOther();
        }
    }

    private void prepare(Storm.Blow blow) {
        if (blow instanceof Storm.Accident accident) {
            Step step = accident.moment().step();
            Step fitting =
                    (flow, unit) -> step.at(flow, unit) && accident.mishap().fits(unit);
            wire(accident.wire()).arm(fitting, (flow, unit) -> {
                accidents.incrementAndGet();
                if (!accident.moment().ofLink()) {
                    note(accident.mishap(), flow.passage());
                }
                accident.harm().strike(flow, unit);
            });
        } else if (blow instanceof Storm.Flapping flapping) {
            for (int i = 0; i < flapping.times(); i++) {
                after(flapping.afterMillis() + i * flapping.everyMillis(), cluster.wire(flapping.server())::cutLinks);
            }
        } else if (blow instanceof Storm.Standstill still) {
            after(still.afterMillis(), () -> signal(still.process(), "STOP"));
            after(still.afterMillis() + still.millis(), () -> signal(still.process(), "CONT"));
        } else if (blow instanceof Storm.Death death) {
            after(death.afterMillis(), this::replaceOther);
        }
    }

    private void note(Mishap mishap, Passage passage) {
        if (mishap.changes()) {
            changed.add(passage);
        } else if (mishap.breaks()) {
            broken.add(passage);
        }
    }

    private FaultyWire wire(String name) {
        return name.equals("front") ? front : cluster.wire(name);
    }

    private void after(int millis, Runnable deed) {
        later.add(CompletableFuture.runAsync(deed, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)));
    }

    /** A process that has ended meanwhile gets none. */
    private void signal(String process, String signal) {
        try {
            if (process.equals("gateway")) {
                cluster.mainGateway().signal(signal);
            } else {
                cluster.server(process).signal(signal);
            }
        } catch (AssertionError gone) {
            if (process.equals("gateway") || cluster.server(process).alive()) {
                throw gone;
            }
        }
    }

    private synchronized void replaceOther() {
        other.signal("KILL");
        other.exitCode(Bound.SOON);
        widowed.add(ofOther);
        other = cluster.gateway().start();
    }

    private void operate(String path) {
        int status = cluster.mainGateway().operate(path, TOKEN).status();
        assertThat(status).as(path).isIn(200, 202);
    }

    private static void pause(Duration time) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS))
                .join();
    }

    /**
     * When all is quiet again: whatever has happened to a client was announced, and is owed to a fault since the last time.
     * Then other clients come in the place of these. Returns what that was, in numbers.
     */
    String assertExplained() {
        String explained = explained();
        fleets.close();
        fleets = new Fleets(cluster);
        Stream.of(broken, changed, killed, widowed).forEach(Set::clear);
        accidents.set(0);
        gather();
        return explained;
    }

    private String explained() {
        disarm();
        cluster.awaitQuiet();
        List<Chain> ended = fleets.assertHonest(ledger -> isAmong(changed, ledger), "A", "B", "C");
        assertThat(ended)
                .filteredOn(chain -> !owed(chain))
                .as("ended for no reason")
                .isEmpty();
        assertThat(fleets.chains())
                .filteredOn(Chain::lost)
                .allSatisfy(chain -> assertThat(chain.losses())
                        .as(() -> "lost() without a death of " + killed + ": " + chain)
                        .allMatch(loss -> owed(chain, loss)));
        List<Chain> all = fleets.chains();
        return "%d accidents; of %d clients %d have ended, %d have survived a server; %d moves"
                .formatted(
                        accidents.get(),
                        all.size(),
                        ended.size(),
                        all.stream().filter(Chain::lost).count(),
                        all.stream().mapToInt(Chain::moves).sum());
    }

    private boolean owed(Chain chain) {
        Ledger ledger = chain.ledger();
        return isAmong(broken, ledger)
                || isAmong(changed, ledger)
                || widowed.stream().anyMatch(fleet -> fleet.ledgers().contains(ledger))
                || (calm.ledgers().contains(ledger) && chain.unclosed().stream().anyMatch(this::died));
    }

    private boolean died(Visit visit) {
        return killed.stream().anyMatch(process -> process.had(visit));
    }

    /** The process that had the client was killed; if it did not live to tell that it had it, one of its name was. */
    private boolean owed(Chain chain, Visit loss) {
        return chain.lostIn(loss)
                .map(this::died)
                .orElseGet(() ->
                        killed.stream().anyMatch(process -> loss.migration().startsWith(process.server() + ">")));
    }

    /** Forgets what the wires were armed for; harm that could not be done is told. */
    private void disarm() {
        SERVERS.forEach(server -> cluster.wire(server).hasStruck());
        front.hasStruck();
        cluster.disarmAll();
        front.disarm();
    }

    private static boolean isAmong(Set<Passage> passages, Ledger ledger) {
        return passages.stream().anyMatch(passage -> passage.leadsTo("client=" + ledger.client() + " "));
    }

    /** The cluster is sound: new clients come, move, and lose nothing. */
    void assertSound() {
        try (Fleets fresh = new Fleets(cluster);
                WebSocketClient pin = cluster.pin("A", ANY)) {
            fresh.java(ANY, 20, Manner.DIRECT);
            fresh.awaitAnswers(2);
            cluster.drain("A", ANY);
            fresh.awaitAt("B", "C");
            fresh.awaitAnswers(2);
            assertThat(pin.open()).isTrue();
            cluster.resume("A", ANY);
            fresh.assertLossless();
        }
    }

    @Override
    public void close() {
        Stream.of("A", "B", "C", "gateway").forEach(process -> signal(process, "CONT"));
        fleets.close();
        pins.values().forEach(clients -> clients.forEach(WebSocketClient::close));
        front.close();
        other.close();
        cluster.close();
    }
}
