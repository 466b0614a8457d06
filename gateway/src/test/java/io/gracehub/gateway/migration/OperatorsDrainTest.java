// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkMessage;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Drains that an operator has begun, while the server works. */
class OperatorsDrainTest {

    private static final Duration LONG = Duration.ofSeconds(8); // the fakes answer no pings

    private final Fleet fleet = new Fleet("a", "b");
    private final Server a = fleet.server("a");

    private void open(int count) {
        for (int i = 0; i < count; i++) {
            fleet.open("a" + i, "a");
        }
    }

    private DrainRecord record() {
        return fleet.migrations.drain(a).orElseThrow();
    }

    @Test
    void drain_movesAll_andKeepsTheServerAside() {
        open(9);

        fleet.migrations.evacuate(a);

        assertThat(fleet.moves).hasSize(9).allMatch(move -> move.endsWith("MOVED a>b"));
        assertThat(a.cordoned()).isTrue();
        assertThat(record().by()).isEqualTo(DrainRecord.By.OPERATOR);
        assertThat(record().running()).isFalse();
        assertThat(record().moved()).isEqualTo(9);
        assertThat(record().left()).isZero();
        assertThat(fleet.migrations.draining()).isFalse();
    }

    @Test
    void drain_withoutAnotherServer_goesOnWhenThereIsOne() {
        fleet.fake("b").die();
        open(3);

        fleet.migrations.evacuate(a);
        fleet.loop.pass(LONG);
        assertThat(fleet.moves).isEmpty();
        assertThat(record().running()).isTrue();
        assertThat(record().left()).isEqualTo(3);
        fleet.fake("b").down = false;
        fleet.loop.pass(LONG);

        assertThat(fleet.moves).hasSize(3);
        assertThat(record().running()).isFalse();
    }

    @Test
    void uncordon_inTheMiddle_leavesTheOthersWhereTheyAre() {
        open(10);
        fleet.fake("a").slow = true;
        fleet.migrations.evacuate(a);
        fleet.fake("a").leave(fleet.fake("a").asked.get(0));
        int asked = fleet.fake("a").asked.size();

        fleet.servers.cordon(a, false);
        fleet.fake("a").asked.subList(1, asked).forEach(fleet.fake("a")::leave);
        fleet.loop.pass(LONG);

        assertThat(fleet.moves).hasSize(asked);
        assertThat(fleet.fake("a").asked).hasSize(asked);
        assertThat(record().running()).isFalse();
        assertThat(record().moved()).isEqualTo(asked);
        assertThat(record().left()).isEqualTo(10 - asked);
        assertThat(a.open()).isTrue();
    }

    @Test
    void stay_fromTheServer_isFinal_untilItDrainsItself() {
        open(1);
        fleet.fake("a").slow = true;

        fleet.migrations.evacuate(a);
        fleet.fake("a").say(new LinkMessage.Stay("a0", "its hub does not migrate"));
        fleet.loop.pass(LONG);
        assertThat(fleet.moves).containsExactly("a0 STAYED a>b");
        assertThat(fleet.fake("a").asked).containsExactly("a0");
        assertThat(record().running()).isFalse();
        assertThat(record().stayed()).isOne();
        assertThat(record().left()).isOne();
        assertThat(fleet.server("b").connections()).isZero();
        fleet.fake("a").slow = false;
        fleet.fake("a").drain();

        assertThat(fleet.moves).containsExactly("a0 STAYED a>b", "a0 MOVED a>b");
    }

    @Test
    void stay_fromAServerThatTheConnectionIsNotAt_changesNothing() {
        open(1);
        fleet.fake("b").down = true; // though its link is up

        fleet.loop.execute(() -> {
            fleet.migrations.evacuate(a);
            fleet.fake("b").say(new LinkMessage.Stay("a0", "because I say so"));
        });
        assertThat(fleet.moves).containsExactly("a0 STAYED a>a");
        fleet.fake("b").down = false;
        fleet.loop.pass(LONG);

        assertThat(fleet.moves).containsExactly("a0 STAYED a>a", "a0 MOVED a>b");
    }

    @Test
    void drain_thatIsAskedForAgain_whileOneThatHasStayedRests_ends() {
        open(1);
        fleet.fake("b").down = true; // though its link is up
        fleet.migrations.evacuate(a);
        assertThat(fleet.moves).containsExactly("a0 STAYED a>a");
        fleet.fake("b").down = false;

        fleet.migrations.evacuate(a);
        fleet.loop.pass(LONG);

        assertThat(fleet.moves).containsExactly("a0 STAYED a>a", "a0 MOVED a>b");
        assertThat(record().running()).isFalse();
    }

    @Test
    void drain_whileAConnectionIsOnItsWayForAnotherReason_waitsForThatToo() {
        Connection connection = fleet.open("a0", "a");
        fleet.fake("a").slow = true;
        fleet.migrations.move(connection, fleet.server("b"));

        fleet.migrations.evacuate(a);
        assertThat(record().running()).isTrue();
        fleet.fake("a").leave("a0");

        assertThat(record().running()).isFalse();
        assertThat(record().moved()).isOne();
        assertThat(record().left()).isZero();
    }

    @Test
    void connection_thatHasStayed_isNotKeptInMemoryOnceItHasEnded() throws InterruptedException {
        ReferenceQueue<Connection> freed = new ReferenceQueue<>();
        WeakReference<Connection> connection = new WeakReference<>(fleet.open("a0", "a"), freed);
        fleet.fake("a").slow = true;
        fleet.migrations.evacuate(a);
        fleet.fake("a").say(new LinkMessage.Stay("a0", "its hub does not migrate"));
        fleet.loop.pass(LONG);
        assertThat(record().running()).isFalse();

        fleet.client("a0").connection.clientGone();
        fleet.clients.clear();

        for (int i = 0; i < 100 && !connection.refersTo(null); i++) {
            System.gc();
            freed.remove(100);
        }
        assertThat(connection.refersTo(null)).isTrue();
        assertThat(record().stayed()).isOne();
    }

    @Test
    void drainOfTheServersOwn_whileAnOperatorsRuns_movesEachOnce() {
        open(10);
        fleet.fake("a").slow = true;
        fleet.migrations.evacuate(a);

        fleet.fake("a").drain();
        while (fleet.moves.size() < 10) {
            int moved = fleet.moves.size();
            for (String id : fleet.fake("a")
                    .asked
                    .subList(moved, fleet.fake("a").asked.size())
                    .toArray(String[]::new)) {
                fleet.fake("a").leave(id);
            }
            assertThat(fleet.moves.size()).isGreaterThan(moved);
        }

        assertThat(fleet.moves).allMatch(move -> move.endsWith("MOVED a>b")).doesNotHaveDuplicates();
        assertThat(Collections.frequency(fleet.fake("a").told, "leave")).isEqualTo(10);
        assertThat(fleet.server("b").connections()).isEqualTo(10);
    }

    @Test
    void server_thatDiesInTheMiddle_endsTheDrain_andStaysAsideWhenItComesBack() {
        open(4);
        fleet.fake("a").slow = true;
        fleet.migrations.evacuate(a);

        fleet.fake("a").die();
        fleet.clients.values().forEach(client -> client.connection.serverLost(client.session, false));
        fleet.loop.pass(LONG);
        assertThat(fleet.moves).hasSize(4).allMatch(move -> move.contains("MOVED_AFTER_CRASH a>b"));
        fleet.fake("a").down = false;
        fleet.loop.pass(LONG);

        assertThat(a.identity()).isPresent();
        assertThat(a.cordoned()).isTrue();
        assertThat(a.open()).isFalse();
        assertThat(fleet.migrations.running()).isZero();
        assertThat(fleet.migrations.waiting()).isZero();
    }
}
