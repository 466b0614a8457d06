// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.migration.Fleet.FakeServer;
import io.gracehub.gateway.server.Probe;
import io.gracehub.gateway.server.Router;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerState;
import io.gracehub.gateway.server.Servers;
import io.gracehub.link.LinkMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    /** After this the others do not wait for the first one any more. */
    private static final Duration FIRST_ALONE = Duration.ofMillis(300);

    private static void open(Fleet fleet, int count, String at) {
        IntStream.range(0, count).forEach(i -> fleet.open(at + i, at));
    }

    @Test
    void migrate_whenAnotherServerIsReady_movesAllAFewAtATime() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 50, "a");

        fleet.fake("a").drain();

        assertThat(fleet.moves).hasSize(50).allMatch(move -> move.endsWith("MOVED a>b"));
        assertThat(fleet.mostMoving).isBetween(1, Fleet.PLACES);
        assertThat(fleet.server("a").connections()).isZero();
        assertThat(fleet.server("b").connections()).isEqualTo(50);
        assertThat(fleet.fake("a").told).startsWith("finack");
    }

    @Test
    void migrate_whenHandlersAreSlow_movesNoMoreThanItsPlaces() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 10, "a");
        fleet.fake("a").slow = true;

        fleet.fake("a").drain();
        fleet.loop.pass(FIRST_ALONE);
        assertThat(fleet.migrations.running()).isEqualTo(Fleet.PLACES);
        assertThat(fleet.migrations.waiting()).isEqualTo(6);
        fleet.fake("a").leave(fleet.fake("a").asked.get(0));

        assertThat(fleet.migrations.running()).isEqualTo(Fleet.PLACES);
        assertThat(fleet.migrations.waiting()).isEqualTo(5);
    }

    @Test
    void migrate_whenSomeTakeLong_goesOnWithTheOthers() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 10, "a");
        fleet.fake("a").slow = true;
        fleet.fake("a").drain();
        fleet.loop.pass(FIRST_ALONE);
        assertThat(fleet.fake("a").asked).hasSize(Fleet.PLACES);

        fleet.fake("a").slow = false;
        fleet.loop.pass(Moving.PLACE);

        assertThat(fleet.moves).hasSize(6).allMatch(move -> move.endsWith("MOVED a>b"));
        assertThat(fleet.migrations.running()).isEqualTo(Fleet.PLACES);
        List.copyOf(fleet.fake("a").asked).subList(0, Fleet.PLACES).forEach(fleet.fake("a")::leave);
        assertThat(fleet.moves).hasSize(10);
        assertThat(fleet.migrations.running()).isZero();
    }

    @Test
    void migrate_whenItBegins_movesOneAlone() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 10, "a");
        fleet.fake("a").slow = true;

        fleet.fake("a").drain();
        assertThat(fleet.migrations.running()).isOne();
        fleet.fake("a").leave(fleet.fake("a").asked.get(0));

        assertThat(fleet.moves).hasSize(1);
        assertThat(fleet.migrations.running()).isEqualTo(Fleet.PLACES);
    }

    @Test
    void migrate_whenOnlyTheseAreNamed_leavesTheOthers() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 3, "a");

        fleet.fake("a").say(new LinkMessage.Fin("migrate-clients", Duration.ofSeconds(20)));
        fleet.fake("a").say(new LinkMessage.Migrate(List.of("a1")));

        assertThat(fleet.moves).containsExactly("a1 MOVED a>b");
    }

    @Test
    void migrate_whenItIsSaidAgain_movesThoseOfWhichNothingWasSaidYet() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 3, "a");
        fleet.fake("a").say(new LinkMessage.Migrate(List.of("a1")));

        fleet.fake("a").say(new LinkMessage.Migrate(List.of("a1", "a2")));

        assertThat(fleet.moves).containsExactly("a1 MOVED a>b", "a2 MOVED a>b");
    }

    @Test
    void migrate_whenItIsSaidAgain_doesNotAskForThoseThatTheServerKeeps() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 1, "a");
        fleet.fake("a").slow = true;
        fleet.fake("a").drain();
        fleet.fake("a").say(new LinkMessage.Stay("a0", "its hub stays"));

        fleet.fake("a").say(new LinkMessage.Migrate(null));
        fleet.loop.pass(Duration.ofSeconds(5));

        assertThat(fleet.fake("a").asked).containsExactly("a0");
    }

    @Test
    void migrate_whenItNamesOneThatTheServerHasKept_asksForItAgain() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 1, "a");
        fleet.fake("a").slow = true;
        fleet.fake("a").drain();
        fleet.fake("a").say(new LinkMessage.Stay("a0", "it came through another gateway's link"));

        fleet.fake("a").say(new LinkMessage.Migrate(List.of("a0")));

        assertThat(fleet.fake("a").asked).containsExactly("a0", "a0");
    }

    @Test
    void stay_soonAfterALinkHasEnded_isAskedAgain() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 1, "a");
        fleet.fake("a").slow = true;
        fleet.fake("a").close(1006, "cut");
        fleet.loop.pass(Duration.ofSeconds(1));
        fleet.migrations.evacuate(fleet.server("a"));
        fleet.fake("a").say(new LinkMessage.Stay("a0", "it came through another gateway's link"));

        fleet.loop.pass(Duration.ofSeconds(1));
        assertThat(fleet.fake("a").asked).hasSizeGreaterThan(1).containsOnly("a0");
        for (int second = 0; second < Settled.SEEN.toSeconds(); second++) {
            fleet.loop.pass(Duration.ofSeconds(1));
            List.of("a", "b").forEach(name -> fleet.fake(name).events.pong());
        }
        int asked = fleet.fake("a").asked.size();
        fleet.fake("a").say(new LinkMessage.Stay("a0", "its hub stays"));
        fleet.loop.pass(Duration.ofSeconds(10));

        assertThat(fleet.fake("a").asked).hasSize(asked);
    }

    @Test
    void fin_whenItsDeadlineIsBeyondAllTime_isADrainLikeAnother() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 1, "a");

        fleet.fake("a").say(new LinkMessage.Fin("migrate-clients", Duration.ofMillis(Long.MAX_VALUE)));
        fleet.fake("a").say(new LinkMessage.Migrate(null));

        assertThat(fleet.moves).containsExactly("a0 MOVED a>b");
    }

    @Test
    void target_whenRevisionsDiffer_isTheNewestThenTheEmptiest() {
        Fleet fleet = new Fleet("a");
        Fleet revisions = fleet("a:1.9", "b:1.9", "c:1.10", "d:1.10");
        revisions.open("x", "c");
        revisions.open("y", "a");

        revisions.fake("a").drain();

        assertThat(revisions.moves).containsExactly("y MOVED a>d");
        assertThat(fleet.moves).isEmpty();
    }

    private static Fleet fleet(String... namesAndRevisions) {
        Fleet fleet = new Fleet();
        int port = 1;
        for (String each : namesAndRevisions) {
            int colon = each.indexOf(':');
            var address = new io.gracehub.gateway.server.ServerAddress(false, "127.0.0.1", port++, "");
            Fleet.FakeServer fake = fleet.new FakeServer(each.substring(0, colon));
            fake.revision = each.substring(colon + 1);
            fleet.fakes.put(address, fake);
            fleet.servers.add(address);
        }
        return fleet;
    }

    @Test
    void migrate_whenNoServerIsReady_staysAndMovesWhenOneIs() {
        Fleet fleet = new Fleet("a", "b");
        fleet.fake("b").die();
        open(fleet, 3, "a");

        fleet.fake("a").drain();
        assertThat(fleet.fake("a").told).containsExactly("finack", "stay", "stay", "stay");
        assertThat(fleet.moves).isEmpty();

        fleet.fake("b").down = false;
        fleet.loop.pass(Duration.ofSeconds(5));

        assertThat(fleet.moves).hasSize(3).allMatch(move -> move.endsWith("MOVED a>b"));
    }

    @Test
    void refusal_whenAThirdServerIsReady_goesThere() {
        Fleet fleet = new Fleet("a", "b", "c");
        open(fleet, 2, "a");
        fleet.open("filler", "c"); // b is the better target
        fleet.fake("b").takes = false;

        fleet.fake("a").drain();

        assertThat(fleet.moves).containsExactlyInAnyOrder("a0 MOVED a>c", "a1 MOVED a>c");
        assertThat(fleet.server("b").connections()).isZero();
    }

    @Test
    void refusal_whenNobodyElseIsThere_endsWithARestartInBoundedTime() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 1, "a");
        fleet.fake("b").takes = false;

        fleet.fake("a").drain();
        fleet.loop.pass(Duration.ofSeconds(11));

        assertThat(fleet.client("a0").closed).isEqualTo("1012");
        assertThat(fleet.moves).containsExactly("a0 CLOSED a>a");
        assertThat(fleet.migrations.connections().count()).isZero();
    }

    @Test
    void refusal_whenTheOnlyTargetTakesConnectionsAgain_isTriedAgain() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 1, "a");
        fleet.fake("b").takes = false;
        fleet.fake("a").drain();
        fleet.loop.pass(Duration.ofSeconds(4));

        fleet.fake("b").takes = true;
        fleet.loop.pass(Duration.ofSeconds(2));

        assertThat(fleet.client("a0").closed).isEmpty();
        assertThat(fleet.moves).containsExactly("a0 MOVED a>b");
    }

    @Test
    void refusal_whenTheOldServerHasTakenItsDrainBack_leadsBackToIt() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 1, "a");
        fleet.fake("b").takes = false;
        fleet.fake("a").drain();

        fleet.fake("b").say(new LinkMessage.Fin("migrate-clients", Duration.ofSeconds(20)));
        fleet.fake("a").say(new LinkMessage.Resume());

        assertThat(fleet.client("a0").closed).isEmpty();
        assertThat(fleet.moves).containsExactly("a0 MOVED a>a");
        assertThat(fleet.server("a").connections()).isEqualTo(1);
        assertThat(fleet.server("b").connections()).isZero();
    }

    @Test
    void crash_whenTheServerIsTheOnlyOne_waitsForItsNextProcess() {
        Fleet fleet = new Fleet("a");
        open(fleet, 1, "a");
        fleet.fake("a").die();
        fleet.client("a0").connection.serverLost(fleet.client("a0").session, false);
        fleet.loop.pass(Duration.ofSeconds(20));

        fleet.fake("a").down = false;
        fleet.loop.pass(Duration.ofSeconds(3));

        assertThat(fleet.moves).containsExactly("a0 MOVED_AFTER_CRASH a>a");
    }

    @Test
    void resume_whenConnectionsWait_leavesThemWhereTheyAre() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 10, "a");
        fleet.fake("a").slow = true;
        fleet.fake("a").drain();

        fleet.fake("a").say(new LinkMessage.Resume());

        assertThat(fleet.migrations.waiting()).isZero();
        assertThat(fleet.server("a").state()).isEqualTo(ServerState.READY);
    }

    @Test
    void twoServersStopping_whenAThirdIsThere_bothEmptyIntoIt() {
        Fleet fleet = new Fleet("a", "b", "c");
        open(fleet, 5, "a");
        open(fleet, 5, "b");

        fleet.fake("a").drain();
        fleet.fake("b").drain();

        assertThat(fleet.server("c").connections()).isEqualTo(10);
        assertThat(fleet.server("a").connections() + fleet.server("b").connections())
                .isZero();
    }

    @Test
    void arrival_whenItsServerHasBegunToDrain_isMovedOn() {
        Fleet fleet = new Fleet("a", "b");
        fleet.fake("a").drain();

        fleet.open("late", "a");

        assertThat(fleet.moves).containsExactly("late MOVED a>b");
    }

    @Test
    void crash_whenTheServerAllowsIt_movesWithTheLastState() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 6, "a");

        fleet.fake("a").die();
        fleet.clients.values().forEach(client -> client.connection.serverLost(client.session, false));
        fleet.loop.pass(Duration.ofSeconds(1));

        assertThat(fleet.moves).hasSize(6).allMatch(move -> move.endsWith("MOVED_AFTER_CRASH a>b"));
    }

    @Test
    void silence_whenTheServerAllowsIt_movesWithTheLastState() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 6, "a");

        fleet.fake("a").vanish();
        assertThat(fleet.moves).isEmpty();
        fleet.loop.pass(Fleet.SILENCE.plusSeconds(1));

        assertThat(fleet.moves).hasSize(6).allMatch(move -> move.endsWith("MOVED_AFTER_CRASH a>b"));
    }

    @Test
    void silence_thatAnotherProcessEnds_movesThoseOfTheFirst() {
        Fleet fleet = new Fleet("a");
        open(fleet, 2, "a");
        FakeServer machine = fleet.fake("a");

        machine.vanish();
        machine.down = false;
        machine.mute = false;
        machine.name = "a2";
        fleet.loop.pass(Duration.ofSeconds(3));

        assertThat(fleet.moves).hasSize(2).allMatch(move -> move.contains(" MOVED_AFTER_CRASH "));
    }

    @Test
    void crash_whenTheLinkIsLastToDie_movesToo() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 1, "a");

        fleet.clients.values().forEach(client -> client.connection.serverLost(client.session, false));
        fleet.loop.pass(Duration.ofMillis(50));
        assertThat(fleet.moves).isEmpty();
        fleet.fake("a").die();
        fleet.loop.pass(Duration.ofMillis(200));

        assertThat(fleet.moves).containsExactly("a0 MOVED_AFTER_CRASH a>b");
    }

    @Test
    void lostSession_whenItsServerLives_isClosed() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 1, "a");

        fleet.clients.values().forEach(client -> client.connection.serverLost(client.session, false));
        fleet.loop.pass(Duration.ofSeconds(3));

        assertThat(fleet.client("a0").closed).isEqualTo("1012");
    }

    @Test
    void crash_whenTheLevelForbidsIt_closesTheClient() {
        Fleet fleet = new Fleet("a", "b");
        fleet.fake("a").level = "shutdown-only";
        fleet.fake("a").say(new LinkMessage.Resume());
        fleet.fake("a").events.closed(1001, "");
        fleet.loop.pass(Duration.ofSeconds(1)); // linked again, at the other level
        open(fleet, 1, "a");

        fleet.fake("a").die();
        fleet.client("a0").connection.serverLost(fleet.client("a0").session, false);

        assertThat(fleet.client("a0").closed).isEqualTo("1012");
    }

    @Test
    void route_whenServersDiffer_prefersLinkedThenTheEmptiest() {
        Fleet fleet = new Fleet("a", "b");
        fleet.open("x", "a");

        assertThat(fleet.servers.route("/chat/1", Set.of())).isEqualTo(new Router.Route.To(fleet.server("b")));

        fleet.fake("b").refusal = 404;
        fleet.fake("b").events.closed(1001, "");
        fleet.loop.pass(Duration.ofSeconds(3));

        assertThat(fleet.server("b").state()).isEqualTo(ServerState.READY);
        assertThat(fleet.servers.route("/chat/1", Set.of())).isEqualTo(new Router.Route.To(fleet.server("a")));
        assertThat(fleet.servers.route("/chat/1", Set.of(fleet.server("a"))))
                .isEqualTo(new Router.Route.To(fleet.server("b")));
        assertThat(fleet.servers.route("/chat/1", Set.copyOf(fleet.servers.all())))
                .isEqualTo(new Router.Route.Unavailable());
    }

    @Test
    void silence_whenLinked_endsTheLinkAfterThreePings() {
        Fleet fleet = new Fleet("a");
        fleet.fake("a").mute = true;

        fleet.loop.pass(Duration.ofSeconds(17));

        assertThat(fleet.fake("a").told).containsExactly("ping", "ping", "ping", "close 1001");
    }

    @Test
    void applicationThatHasStopped_whenItsServerLives_isDialledSeldomAndTakenBack() {
        Fleet fleet = new Fleet("a");
        fleet.fake("a").stage = "STOPPED";
        fleet.fake("a").close(1001, "server has stopped");
        int before = fleet.fake("a").dials;

        fleet.loop.pass(Duration.ofSeconds(20));

        assertThat(fleet.fake("a").dials - before).isBetween(10, 20);
        assertThat(fleet.server("a").state()).isEqualTo(ServerState.OFFLINE);
        assertThat(fleet.server("a").identity()).isEmpty();

        fleet.fake("a").stage = "RUNNING";
        fleet.loop.pass(Duration.ofSeconds(3));
        assertThat(fleet.server("a").state()).isEqualTo(ServerState.READY);
    }

    @Test
    void server_thatBreaksTheProtocolAfterEachGreeting_isDialledSeldom() {
        Fleet fleet = new Fleet("a");
        fleet.loop.pass(Duration.ofSeconds(1));
        int dials = fleet.fake("a").dials;
        fleet.fake("a").hangsUp = true;

        fleet.fake("a").events.closed(1002, "");
        fleet.loop.pass(Duration.ofSeconds(60));

        assertThat(fleet.fake("a").dials - dials).isBetween(20, 40);
    }

    @Test
    void wrongMessage_whenGreeting_closesTheLink() {
        Fleet fleet = new Fleet("a");

        fleet.fake("a").events.received("{\"type\":\"left\"}");

        assertThat(fleet.fake("a").told).containsExactly("close 1002");
    }

    @Test
    void leave_whenTheDeadlineHasPassed_isWaitedForABoundedTime() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 1, "a");
        fleet.fake("a").slow = true;

        fleet.fake("a").say(new LinkMessage.Fin("migrate-clients", Duration.ZERO));
        fleet.fake("a").say(new LinkMessage.Migrate(null));
        assertThat(fleet.fake("a").asked).containsExactly("a0");
        fleet.loop.pass(Duration.ofSeconds(10));

        assertThat(fleet.migrations.running()).isZero();
    }

    @Test
    void connection_whoseServerDiesAsItIsToMove_isNotForgotten() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 1, "a");
        Fleet.FakeClient client = fleet.client("a0");

        fleet.loop.execute(() -> {
            fleet.migrations.migrate(fleet.server("a"), null);
            fleet.fake("a").down = true;
            fleet.fake("a").events.closed(1006, "");
            fleet.fake("b").down = true;
            fleet.fake("b").events.closed(1006, "");
            client.connection.serverLost(client.session, false);
        });
        assertThat(fleet.migrations.waiting()).isOne();
        fleet.fake("b").down = false;
        fleet.loop.pass(Duration.ofSeconds(5));

        assertThat(fleet.moves).contains("a0 MOVED_AFTER_CRASH a>b");
    }

    @Test
    void migrate_whenTheFirstOnesClientLeavesAsItIsToMove_theOthersDoNotWait() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 3, "a");

        fleet.loop.execute(() -> {
            fleet.migrations.migrate(fleet.server("a"), List.of("a0"));
            fleet.client("a0").connection.clientGone();
            fleet.migrations.migrate(fleet.server("a"), List.of("a1", "a2"));
        });

        assertThat(fleet.moves).contains("a1 MOVED a>b", "a2 MOVED a>b");
        assertThat(fleet.server("b").connections()).isEqualTo(2);
    }

    @Test
    void migrate_whenAServerThatWasReadyGetsItsLink_goesOn() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 3, "a");
        fleet.fake("b").refusal = 404;
        fleet.loop.execute(() -> fleet.fake("b").events.closed(1006, ""));
        fleet.loop.pass(Duration.ofSeconds(1));
        assertThat(fleet.server("b").state()).isEqualTo(ServerState.READY);

        fleet.fake("a").drain();
        assertThat(fleet.moves).isEmpty();
        fleet.fake("b").refusal = 0;
        fleet.loop.pass(Duration.ofSeconds(10));

        assertThat(fleet.moves).hasSize(3).allMatch(move -> move.endsWith("MOVED a>b"));
    }

    @Test
    void server_thatWasServedWithoutALinkOnce_isNotReadyWhenItsApplicationHasStopped() {
        Fleet fleet = new Fleet("a");
        fleet.fake("a").refusal = 404;
        fleet.loop.execute(() -> fleet.fake("a").events.closed(1006, ""));
        fleet.loop.pass(Duration.ofSeconds(1));
        fleet.fake("a").refusal = 0;
        fleet.loop.pass(Duration.ofSeconds(10));
        fleet.fake("a").drain();
        List<ServerState> states = new ArrayList<>();
        fleet.servers.listen(new Servers.Listener() {
            @Override
            public void changed(Server server, ServerState before) {
                states.add(server.state());
            }
        });

        fleet.fake("a").refusal = 404;
        fleet.fake("a").ready = Probe.Answer.NOT_READY;
        fleet.loop.execute(() -> fleet.fake("a").events.closed(1001, "server has stopped"));
        fleet.loop.pass(Duration.ofSeconds(1));

        assertThat(states).doesNotContain(ServerState.READY);
    }

    @Test
    void connection_thatEndsWhileItsServerIsLookedAt_doesNotWaitForAnother() {
        Fleet fleet = new Fleet("a", "b");
        open(fleet, 1, "a");
        fleet.fake("b").die();
        Fleet.FakeClient client = fleet.client("a0");

        fleet.loop.execute(() -> client.connection.serverLost(client.session, false));
        fleet.loop.execute(() -> client.connection.clientGone());
        fleet.fake("a").die();
        fleet.loop.pass(Duration.ofSeconds(5));

        assertThat(fleet.migrations.waiting()).isZero();
    }
}
