// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RebalancingTest {

    private static final int PER_SECOND = 10;
    private static final Duration LONG = Duration.ofSeconds(8); // the fakes answer no pings

    private static Rebalancing rebalancing(Fleet fleet, boolean byItself) {
        return new Rebalancing(fleet.servers, fleet.migrations, fleet.loop, new Rebalancing.Pace(byItself, PER_SECOND));
    }

    private static void open(Fleet fleet, int count, String at) {
        for (int i = 0; i < count; i++) {
            fleet.open(at + i, at);
        }
    }

    @Test
    void begin_whenUneven_movesAtItsPaceUntilEven() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 11, "a");
        Rebalancing rebalancing = rebalancing(fleet, false);

        rebalancing.begin("a test asks");
        fleet.loop.pass(Duration.ofMillis(150));
        assertThat(fleet.moves).hasSize(2).allMatch(move -> move.endsWith("MOVED a>b"));
        assertThat(rebalancing.running()).isTrue();
        fleet.loop.pass(LONG);

        assertThat(fleet.moves).hasSize(5);
        assertThat(fleet.server("a").connections()).isEqualTo(6);
        assertThat(fleet.server("b").connections()).isEqualTo(5);
        assertThat(rebalancing.running()).isFalse();
    }

    @Test
    void begin_whenAServerIsOfLevelShutdownOnly_leavesItAlone() {
        Fleet fleet = new Fleet("b");
        Fleet.FakeServer careful = fleet.new FakeServer("a");
        careful.level = "shutdown-only";
        ServerAddress address = new ServerAddress(false, "127.0.0.1", 99, "");
        fleet.fakes.put(address, careful);
        fleet.servers.add(address);
        open(fleet, 6, "a");
        Rebalancing rebalancing = rebalancing(fleet, false);

        rebalancing.begin("a test asks");
        fleet.loop.pass(LONG);

        assertThat(fleet.moves).isEmpty();
        assertThat(rebalancing.running()).isFalse();
        assertThat(rebalancing.leftAlone()).containsExactly(fleet.server("a"));
    }

    @Test
    void server_thatDrainsMeanwhile_endsIt() {
        Fleet fleet = new Fleet("a", "b", "c");
        open(fleet, 12, "a");
        Rebalancing rebalancing = rebalancing(fleet, false);
        rebalancing.begin("a test asks");

        fleet.fake("c").drain();

        assertThat(rebalancing.running()).isFalse();
        int moved = fleet.moves.size();
        fleet.loop.pass(LONG);
        assertThat(fleet.moves).as("but for those that c has got").hasSizeLessThanOrEqualTo(moved + 1);
    }

    @Test
    void server_thatIsCordonedMeanwhile_endsIt() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 12, "a");
        Rebalancing rebalancing = rebalancing(fleet, false);
        rebalancing.begin("a test asks");

        fleet.servers.cordon(fleet.server("b"), true);

        assertThat(rebalancing.running()).isFalse();
        int moved = fleet.moves.size();
        fleet.loop.pass(LONG);
        assertThat(fleet.moves).hasSize(moved);
    }

    @Test
    void server_thatBecomesReady_getsItsShareOnlyWhereThatIsOn() {
        assertThat(movedToANewcomer(true)).isEqualTo(3);
        assertThat(movedToANewcomer(false)).isZero();
    }

    @Test
    void server_thatLinksAfterItWasReady_getsItsShare() {
        Fleet fleet = new Fleet("a", "b");
        Fleet.FakeServer late = fleet.fake("b");
        late.die();
        late.refusal = 404;
        late.down = false;
        fleet.loop.pass(LONG);
        open(fleet, 6, "a");
        rebalancing(fleet, true);
        assertThat(fleet.moves).isEmpty();

        late.refusal = 0;
        fleet.loop.pass(LONG);

        assertThat(fleet.moves).hasSize(3);
    }

    @Test
    void server_thatJoinsMeanwhile_getsItsShareOfThoseToo_thatHaveBeenMovedAlready() {
        Fleet fleet = new Fleet("a", "b", "c");
        fleet.servers.cordon(fleet.server("c"), true);
        open(fleet, 12, "a");
        Rebalancing rebalancing = rebalancing(fleet, true);
        rebalancing.begin("a test asks");
        fleet.loop.pass(Duration.ofMillis(450));
        assertThat(fleet.server("b").connections()).isEqualTo(5);
        assertThat(rebalancing.running()).isTrue();

        fleet.servers.cordon(fleet.server("c"), false);
        fleet.loop.pass(LONG);

        assertThat(fleet.servers.all()).extracting(Server::connections).containsExactly(4, 4, 4);
        assertThat(rebalancing.running()).isFalse();
    }

    @Test
    void begin_whenConnectionsOfAnotherApplicationHaveNowhereToGo_evensOutAllTheSame() {
        Fleet fleet = new Fleet("a", "b");
        ServerAddress address = new ServerAddress(false, "127.0.0.1", 99, "/other");
        fleet.fakes.put(address, fleet.new FakeServer("alone"));
        fleet.servers.add(address);
        open(fleet, 6, "a");
        open(fleet, 2, "alone");
        fleet.migrations.evacuate(fleet.server("alone"));
        Rebalancing rebalancing = rebalancing(fleet, false);

        rebalancing.begin("a test asks");
        fleet.loop.pass(LONG);

        assertThat(fleet.server("b").connections()).isEqualTo(3);
        assertThat(rebalancing.running()).isFalse();
    }

    private static int movedToANewcomer(boolean byItself) {
        Fleet fleet = new Fleet("a", "b");
        fleet.fake("b").die();
        open(fleet, 6, "a");
        Rebalancing rebalancing = rebalancing(fleet, byItself);
        fleet.loop.pass(LONG);
        assertThat(fleet.moves).isEmpty();

        fleet.fake("b").down = false;
        fleet.loop.pass(LONG);

        assertThat(rebalancing.running()).isFalse();
        return fleet.moves.size();
    }
}
