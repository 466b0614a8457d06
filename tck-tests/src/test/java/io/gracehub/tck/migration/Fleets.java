// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Several fleets of one scenario, on one cluster. */
final class Fleets implements AutoCloseable {

    private final Cluster cluster;
    private final List<Fleet> fleets = new ArrayList<>();

    Fleets(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Connects clients of the JDK to an application through the gateway. */
    JavaFleet java(String app, int count, Manner manner) {
        JavaFleet fleet = JavaFleet.connect(cluster.at(app), count, manner);
        fleets.add(fleet);
        return fleet;
    }

    /** Connects clients of a browser to an application through the gateway. */
    BrowserFleet browser(String app, int count, Manner manner) {
        BrowserFleet fleet = BrowserFleet.connect(cluster.at(app), count, manner);
        fleets.add(fleet);
        return fleet;
    }

    /** Adds a fleet that came another way. */
    <F extends Fleet> F add(F fleet) {
        fleets.add(fleet);
        return fleet;
    }

    /** Returns the ways of all clients. */
    List<Chain> chains() {
        return fleets.stream().flatMap(fleet -> cluster.chains(fleet).stream()).toList();
    }

    /** The longest time that any client has waited for an answer. */
    Duration worst() {
        return fleets.stream().map(Fleet::worst).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    void awaitAnswers(int more) {
        fleets.forEach(fleet -> fleet.awaitAnswers(more));
    }

    void awaitAt(String... servers) {
        fleets.forEach(fleet -> cluster.awaitAt(fleet, servers));
    }

    /** Waits until those that are connected are at one of these servers, as far as the hubs there know. */
    void awaitAtOrEnded(String... servers) {
        fleets.forEach(fleet -> cluster.awaitAt(fleet, Ledger::open, servers));
    }

    /** Waits until those that are connected are at one of these servers each, and the others at none. */
    void awaitSettled(String... servers) {
        fleets.forEach(fleet -> cluster.awaitSettled(fleet, servers));
    }

    /** Nobody lost, doubled, reordered or closed anything, as the clients saw it and as the hubs saw it. */
    void assertLossless() {
        assertLossless(Chain::assertUnbroken);
    }

    /** The same, with another look at the ways from server to server. */
    void assertLossless(Consumer<Chain> way) {
        fleets.forEach(Fleet::pause);
        fleets.forEach(Fleet::assertLossless);
        for (Fleet fleet : fleets) {
            cluster.chains(fleet).forEach(way);
            assertThat(cluster.gaps(fleet)).isEmpty();
        }
    }

    /**
     * Whatever happened to a connection was announced; nobody is between two servers, and those that have ended are at
     * none. Returns the ways of those that have ended.
     */
    List<Chain> assertHonest(String... servers) {
        return assertHonest(ledger -> false, servers);
    }

    /** The same, but for clients of which the network has changed what was said. */
    List<Chain> assertHonest(Predicate<Ledger> changed, String... servers) {
        List<Chain> ended = new ArrayList<>();
        for (Fleet fleet : fleets) {
            cluster.awaitSettled(fleet, changed.negate(), servers);
            fleet.pause();
            List<Chain> chains = cluster.chains(fleet);
            fleet.settleBut(
                    ledger -> !ledger.open()
                            || chains.stream().anyMatch(chain -> chain.lost() && chain.ledger() == ledger),
                    changed);
            chains.stream().filter(chain -> !changed.test(chain.ledger())).forEach(Chain::assertHonest);
            chains.stream().filter(chain -> !chain.ledger().open()).forEach(ended::add);
        }
        return ended;
    }

    /** Everybody is connected and answered; those that no dead server had are without a loss. */
    void assertAllWork() {
        fleets.stream()
                .flatMap(fleet -> fleet.ledgers().stream())
                .forEach(
                        ledger -> assertThat(ledger.open()).as(ledger::toString).isTrue());
        for (Fleet fleet : fleets) {
            fleet.pause();
            List<Chain> chains = cluster.chains(fleet);
            fleet.settleBut(ledger -> chains.stream().anyMatch(chain -> chain.lost() && chain.ledger() == ledger));
            for (Chain chain : chains) {
                assertThat(chain.ledger().problems()).as(chain::toString).isEmpty();
                if (!chain.lost()) {
                    chain.assertCarried();
                }
            }
        }
    }

    @Override
    public void close() {
        fleets.forEach(Fleet::close);
    }
}
