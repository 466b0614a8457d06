// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.GracefulShutdownMode;
import io.gracehub.Migration;
import io.gracehub.Stage;
import io.gracehub.config.MigrationLevel;
import io.gracehub.connection.Arrival;
import io.gracehub.websocket.Exit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LinksTest {

    private static final GracefulShutdownMode MIGRATE = GracefulShutdownMode.MIGRATE_CLIENTS;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTimer timer = new ManualTimer();
    private final AtomicInteger changes = new AtomicInteger();
    private final Map<String, GracefulShutdownMode> hubs = new HashMap<>(Map.of("/chat", MIGRATE));
    private Stage stage = Stage.RUNNING;
    private Rig rig = new Rig(MigrationLevel.SHUTDOWN_ONLY);

    /** The links of one server. */
    private final class Rig {

        final Passages passages;
        final Links links;

        Rig(MigrationLevel level) {
            LinkSettings settings = new LinkSettings("alpha", "r7", level, hubs, Duration.ofSeconds(3));
            passages = new Passages(settings, timer);
            links = new Links(
                    settings, new Surroundings(() -> stage, changes::incrementAndGet, timer, Runnable::run), passages);
        }

        GatewayLink link(RecordingWire wire) {
            GatewayLink link = new GatewayLink(wire, new LinkJson(), links, passages, timer);
            link.opened();
            return link;
        }

        FakeMovable open(String id, String hub, GatewayLink link) {
            FakeMovable connection = new FakeMovable();
            Passage passage = passages.announce(id, hub, link, links);
            passage.arrive();
            passage.opened(connection);
            return connection;
        }
    }

    @Test
    void opened_whenRunning_saysHello() {
        RecordingWire wire = new RecordingWire();
        GatewayLink link = rig.link(wire);

        assertThat(wire.written)
                .containsExactly("{\"type\":\"hello\",\"server\":\"alpha\",\"revision\":\"r7\",\"hubs\":[\"/chat\"],"
                        + "\"token\":\"" + link.token() + "\",\"stage\":\"RUNNING\",\"level\":\"shutdown-only\"}");
        assertThat(rig.links.withToken(link.token())).isSameAs(link);
        assertThat(link.token()).hasSize(32);
    }

    @Test
    void fin_isRepeatedUntilAnswered_andNoLongerThanTheBound() {
        RecordingWire answering = new RecordingWire();
        RecordingWire mute = new RecordingWire();
        GatewayLink first = rig.link(answering);
        rig.link(mute);

        rig.links.goOffline(() -> Duration.ofMillis(29_500));
        assertThat(answering.sent("fin"))
                .containsExactly("{\"type\":\"fin\",\"mode\":\"migrate-clients\",\"deadline\":29500}");
        assertThat(rig.links.route()).isTrue();
        assertThat(rig.links.unanswered()).isEqualTo(2);
        first.received("{\"type\":\"finack\"}");
        timer.advance(SECOND.multipliedBy(10));

        assertThat(rig.links.unanswered()).isEqualTo(1);
        assertThat(answering.sent("fin")).hasSize(1);
        assertThat(mute.sent("fin")).hasSize(4);
        assertThat(changes.get()).as("the drain is woken").isEqualTo(3);
    }

    @Test
    void ended_whenUnanswered_countsAsAnswered() {
        GatewayLink link = rig.link(new RecordingWire());
        rig.links.goOffline(() -> SECOND);

        link.ended("gone");

        assertThat(rig.links.unanswered()).isZero();
        assertThat(rig.links.route()).isTrue();
        assertThat(rig.links.withToken(link.token())).isNull();
    }

    @Test
    void opened_whenDraining_isToldWhatTheOthersWere() {
        rig.links.goOffline(() -> SECOND);
        assertThat(rig.links.route()).isFalse();
        stage = Stage.OFFLINE;
        RecordingWire offline = new RecordingWire();
        rig.link(offline);
        assertThat(rig.links.route()).isTrue();
        rig.links.migrate();
        stage = Stage.CLIENTS;
        RecordingWire clients = new RecordingWire();
        rig.link(clients);

        assertThat(offline.sent("fin")).hasSize(1);
        assertThat(offline.sent("migrate")).containsExactly("{\"type\":\"migrate\"}");
        assertThat(clients.written).hasSize(3);
        assertThat(clients.written.get(0)).contains("\"stage\":\"CLIENTS\"");
    }

    @Test
    void opened_whenStopped_isClosed() {
        stage = Stage.STOPPED;
        RecordingWire wire = new RecordingWire();
        rig.link(wire);

        assertThat(wire.written.get(0)).contains("\"stage\":\"STOPPED\"");
        assertThat(wire.written.get(1)).isEqualTo("close 1001");
    }

    @Test
    void resume_endsTheRepeats_andTellsOnce() {
        RecordingWire wire = new RecordingWire();
        rig.link(wire);
        rig.links.resume();
        assertThat(wire.sent("resume")).isEmpty();
        rig.links.goOffline(() -> SECOND);

        rig.links.resume();
        timer.advance(SECOND.multipliedBy(4));

        assertThat(wire.sent("resume")).hasSize(1);
        assertThat(wire.sent("fin")).hasSize(1);
        assertThat(rig.links.route()).isFalse();
    }

    @Test
    void migrate_whenOtherHubsStay_namesItsOwnConnectionsInChunks() {
        hubs.put("/stays", GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE);
        rig = new Rig(MigrationLevel.SHUTDOWN_ONLY);
        RecordingWire wire = new RecordingWire();
        RecordingWire other = new RecordingWire();
        GatewayLink link = rig.link(wire);
        GatewayLink second = rig.link(other);
        rig.open("stays", "/stays", link);
        rig.open("elsewhere", "/chat", second);
        for (int i = 0; i < 5_001; i++) {
            rig.open("c".repeat(120) + i, "/chat", link);
        }

        rig.links.migrate();

        assertThat(wire.sent("migrate")).hasSize(2).allSatisfy(message -> {
            assertThat(message).doesNotContain("stays", "elsewhere");
            assertThat(message.length()).isLessThan(1024 * 1024);
        });
        assertThat(other.sent("migrate")).containsExactly("{\"type\":\"migrate\",\"connections\":[\"elsewhere\"]}");
    }

    @Test
    void migrate_whenNoHubMigrates_saysNothing() {
        hubs.put("/chat", GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE);
        rig = new Rig(MigrationLevel.SHUTDOWN_ONLY);
        RecordingWire wire = new RecordingWire();
        rig.link(wire);
        rig.links.goOffline(() -> SECOND);
        rig.links.migrate();

        assertThat(wire.sent("migrate")).isEmpty();
        assertThat(wire.sent("fin").get(0)).contains("wait-for-clients-close");
    }

    @Test
    void pings_whenThreeAreUnanswered_endTheLink() {
        RecordingWire wire = new RecordingWire();
        GatewayLink link = rig.link(wire);
        timer.advance(SECOND.multipliedBy(14));
        link.ponged();
        timer.advance(SECOND.multipliedBy(15));
        assertThat(link.live()).isTrue();
        timer.advance(SECOND.multipliedBy(5));

        assertThat(link.live()).isFalse();
        assertThat(wire.written).containsOnlyOnce("cut off 1001");
        timer.advance(SECOND.multipliedBy(60));
        assertThat(wire.written).endsWith("cut off 1001");
    }

    @Test
    void received_whenMalformed_closesWith1002() {
        for (String bad : new String[] {
            "x",
            "{\"type\":\"leave\",\"connection\":\"c\"}",
            "{\"type\":\"expect\",\"connection\":\"c\",\"from\":\" \",\"to\":\"b\",\"state\":{}}"
        }) {
            RecordingWire wire = new RecordingWire();
            rig.link(wire).received(bad);
            assertThat(wire.written).as(bad).endsWith("close 1002");
        }
    }

    @Test
    void received_whenUnknown_isIgnored() {
        RecordingWire wire = new RecordingWire();
        GatewayLink link = rig.link(wire);
        link.received("{\"type\":\"shiny\"}");
        link.received("{\"type\":\"hello\",\"server\":\"b\",\"hubs\":[],\"token\":\"t\",\"stage\":\"RUNNING\"}");
        link.received("{\"type\":\"stay\",\"connection\":\"c\",\"reason\":\"none\"}");

        assertThat(wire.written).hasSize(1);
    }

    @Test
    void expect_thenArrive_bringsStateAndMigration_once() {
        RecordingWire wire = new RecordingWire();
        GatewayLink link = rig.link(wire);
        link.received("{\"type\":\"expect\",\"connection\":\"c\",\"from\":\"b\",\"to\":\"alpha\","
                + "\"state\":{\"nick\":\"ada\",\"n\":[1,{\"x\":null}]},\"lost\":true}");

        Arrival arrival = rig.passages.announce("c", "/chat", link, rig.links).arrive();

        assertThat(wire.sent("expecting")).containsExactly("{\"type\":\"expecting\",\"connection\":\"c\"}");
        assertThat(arrival.id()).isEqualTo("c");
        assertThat(arrival.migration()).isEqualTo(new Migration("b", "alpha", true));
        assertThat(arrival.state()).containsOnly(Map.entry("nick", "\"ada\""), Map.entry("n", "[1,{\"x\":null}]"));
        assertThat(rig.passages.announce("c", "/chat", link, rig.links).arrive().migration())
                .isNull();
    }

    @Test
    void expect_isForgottenAfterTenSeconds_andIsNotAnotherLinks() {
        GatewayLink link = rig.link(new RecordingWire());
        GatewayLink other = rig.link(new RecordingWire());
        String expect = "{\"type\":\"expect\",\"connection\":\"c\",\"from\":\"b\",\"to\":\"a\",\"state\":{}}";
        link.received(expect);
        assertThat(rig.passages
                        .announce("c", "/chat", other, rig.links)
                        .arrive()
                        .migration())
                .isNull();
        timer.advance(SECOND.multipliedBy(6));
        link.received(expect); // the first one's time must not end the second
        timer.advance(SECOND.multipliedBy(6));
        assertThat(rig.passages.announce("c", "/chat", link, rig.links).arrive().migration())
                .isNotNull();
        link.received(expect);
        timer.advance(SECOND.multipliedBy(10));
        assertThat(rig.passages.announce("c", "/chat", link, rig.links).arrive().migration())
                .isNull();
    }

    @Test
    void leave_whenOpen_isPassedOn_andLeftComesWithItsState() {
        RecordingWire wire = new RecordingWire();
        GatewayLink link = rig.link(wire);
        FakeMovable connection = rig.open("c", "/chat", link);
        link.received("{\"type\":\"leave\",\"connection\":\"c\",\"to\":\"beta\",\"messages\":7}");

        Exit exit = connection.exits.get(0);
        assertThat(exit.messages()).isEqualTo(7);
        assertThat(exit.migration()).isEqualTo(new Migration("alpha", "beta", false));
        assertThat(exit.wanted()).isTrue();
        assertThat(exit.left(Map.of("nick", "\"ada\""))).isTrue();
        assertThat(exit.relay().text("late")).isCompleted();
        assertThat(exit.relay().binary(ByteBuffer.wrap("x".getBytes(StandardCharsets.UTF_8))))
                .isCompleted();
        assertThat(exit.relay().text("x".repeat(1024 * 1024))).isCompletedExceptionally();

        assertThat(wire.written.subList(1, wire.written.size()))
                .containsExactly(
                        "{\"type\":\"left\",\"connection\":\"c\",\"state\":{\"nick\":\"ada\"}}",
                        "{\"type\":\"relay\",\"connection\":\"c\",\"text\":\"late\"}",
                        "{\"type\":\"relay\",\"connection\":\"c\",\"binary\":\"eA==\"}");
        assertThat(exit.over().toCompletableFuture()).isNotDone();
        timer.advance(LinkExit.RELAYS_FOR);
        assertThat(exit.over().toCompletableFuture()).isCompleted();
    }

    @Test
    void leave_whenNotYetOpen_isKept() {
        GatewayLink link = rig.link(new RecordingWire());
        Passage passage = rig.passages.announce("c", "/chat", link, rig.links);
        String leave = "{\"type\":\"leave\",\"connection\":\"c\",\"to\":\"beta\",\"messages\":0}";
        link.received(leave);
        passage.arrive();
        FakeMovable connection = new FakeMovable();
        passage.opened(connection);

        assertThat(connection.exits).hasSize(1);
    }

    @Test
    void leave_whenNotAllowed_isRefused() {
        GatewayLink link = rig.link(new RecordingWire());
        RecordingWire otherWire = new RecordingWire();
        GatewayLink other = rig.link(otherWire);
        FakeMovable connection = rig.open("c", "/chat", link);
        String leave = "{\"type\":\"leave\",\"connection\":\"c\",\"to\":\"beta\",\"messages\":0}";
        other.received(leave);
        other.received("{\"type\":\"leave\",\"connection\":\"nobody\",\"to\":\"beta\",\"messages\":0}");
        assertThat(connection.exits).isEmpty();
        assertThat(otherWire.sent("stay"))
                .containsExactly(
                        "{\"type\":\"stay\",\"connection\":\"c\",\"reason\":\"it came through another gateway's link\"}",
                        "{\"type\":\"stay\",\"connection\":\"nobody\",\"reason\":\"no gateway has brought it, or it has ended\"}");

        link.ended("gone");
        other.received(leave);
        assertThat(connection.exits).as("its own link has ended").hasSize(1);
        assertThat(connection.exits.get(0).wanted()).isTrue();

        rig = new Rig(MigrationLevel.OFF);
        RecordingWire thirdWire = new RecordingWire();
        GatewayLink third = rig.link(thirdWire);
        FakeMovable fixed = rig.open("c", "/chat", third);
        third.received(leave);
        assertThat(fixed.exits).isEmpty();
        assertThat(thirdWire.sent("stay")).hasSize(1);
    }

    @Test
    void leave_whenTheHubDoesNotMigrate_isRefused() {
        hubs.put("/stays", GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE);
        rig = new Rig(MigrationLevel.ANY);
        RecordingWire wire = new RecordingWire();
        GatewayLink link = rig.link(wire);
        FakeMovable connection = rig.open("c", "/stays", link);

        link.received("{\"type\":\"leave\",\"connection\":\"c\",\"to\":\"beta\",\"messages\":0}");

        assertThat(connection.exits).isEmpty();
        assertThat(wire.sent("stay"))
                .containsExactly("{\"type\":\"stay\",\"connection\":\"c\","
                        + "\"reason\":\"the mode of hub /stays is not migrate-clients\"}");
    }

    @Test
    void linkEnds_beforeTheHubIsTold_nobodyWaitsUntilItIsAskedAgain() {
        GatewayLink link = rig.link(new RecordingWire());
        FakeMovable connection = rig.open("c", "/chat", link);
        String leave = "{\"type\":\"leave\",\"connection\":\"c\",\"to\":\"beta\",\"messages\":3}";
        link.received(leave);

        link.ended("gone");

        assertThat(connection.exits.get(0).wanted()).isFalse();
        rig.link(new RecordingWire()).received(leave);
        assertThat(connection.exits).hasSize(2);
        assertThat(connection.exits.get(1).wanted()).isTrue();
    }

    @Test
    void linkEnds_whileTheHubIsTold_theNextOneIsToldWhenItAsks() {
        GatewayLink link = rig.link(new RecordingWire());
        FakeMovable connection = rig.open("c", "/chat", link);
        String leave = "{\"type\":\"leave\",\"connection\":\"c\",\"to\":\"beta\",\"messages\":3}";
        link.received(leave);
        assertThat(connection.exits.get(0).wanted()).isTrue();

        link.ended("gone");
        RecordingWire wire = new RecordingWire();
        rig.link(wire).received(leave);

        assertThat(connection.exits).hasSize(1);
        assertThat(wire.sent("left")).isEmpty();
        assertThat(connection.exits.get(0).left(Map.of())).isTrue();
        assertThat(wire.sent("left")).hasSize(1);
    }

    @Test
    void linkEnds_withTheWordOfOneThatHasLeft_theNextOneIsToldOnceMore() {
        GatewayLink link = rig.link(new RecordingWire());
        Passage passage = rig.passages.announce("c", "/chat", link, rig.links);
        passage.arrive();
        FakeMovable connection = new FakeMovable();
        passage.opened(connection);
        String leave = "{\"type\":\"leave\",\"connection\":\"c\",\"to\":\"beta\",\"messages\":3}";
        link.received(leave);
        Exit exit = connection.exits.get(0);
        assertThat(exit.wanted()).isTrue();
        assertThat(exit.left(Map.of("n", "1"))).isTrue();

        link.ended("gone");
        passage.ended();
        assertThat(exit.relay().text("late")).isCompletedExceptionally();
        assertThat(rig.links.mayRelay()).isGreaterThan(Links.LATE_REPLIES);
        RecordingWire wire = new RecordingWire();
        GatewayLink next = rig.link(wire);
        assertThat(rig.passages.unanswered(next)).isEmpty();
        next.received(leave);

        assertThat(wire.sent("left")).containsExactly("{\"type\":\"left\",\"connection\":\"c\",\"state\":{\"n\":1}}");
        assertThat(exit.relay().text("late")).isCompleted();
        timer.advance(LinkExit.RELAYS_FOR);
        assertThat(exit.over().toCompletableFuture()).isCompleted();
        RecordingWire third = new RecordingWire();
        rig.link(third).received(leave);
        assertThat(third.sent("stay")).hasSize(1);
    }

    @Test
    void announced_isOnlyWhatALiveLinkExpects() {
        GatewayLink link = rig.link(new RecordingWire());
        assertThat(rig.passages.announce("c", "/chat", link, rig.links).announced())
                .isFalse();
        link.received("{\"type\":\"expect\",\"connection\":\"c\",\"from\":\"b\",\"to\":\"a\",\"state\":{}}");
        assertThat(rig.passages.announce("c", "/chat", link, rig.links).announced())
                .isTrue();
    }

    @Test
    void handshake_withoutASession_isForgotten() {
        GatewayLink link = rig.link(new RecordingWire());
        rig.passages.announce("c", "/chat", link, rig.links);
        assertThat(rig.passages.unanswered(link)).containsExactly("c");

        timer.advance(SECOND.multipliedBy(10));

        assertThat(rig.passages.unanswered(link)).isEmpty();
    }

    @Test
    void ended_ofAFormerSession_leavesTheNewOneAlone() {
        GatewayLink link = rig.link(new RecordingWire());
        Passage former = rig.passages.announce("c", "/chat", link, rig.links);
        former.arrive();
        former.opened(new FakeMovable());
        FakeMovable again = rig.open("c", "/chat", link);

        former.ended();
        link.received("{\"type\":\"leave\",\"connection\":\"c\",\"to\":\"beta\",\"messages\":0}");

        assertThat(again.exits).hasSize(1);
    }

    @Test
    void state_atLevelAny_isCoalesced_andEndsWithTheLeave() {
        rig = new Rig(MigrationLevel.ANY);
        RecordingWire wire = new RecordingWire();
        GatewayLink link = rig.link(wire);
        Passage passage = rig.passages.announce("c", "/chat", link, rig.links);
        passage.arrive();
        FakeMovable connection = new FakeMovable();
        connection.state = Map.of("n", "0");
        passage.opened(connection);
        connection.state = Map.of("n", "1");
        passage.stateChanged();
        timer.advance(Passage.STATE_INTERVAL);
        assertThat(wire.sent("state")).containsExactly("{\"type\":\"state\",\"connection\":\"c\",\"state\":{\"n\":1}}");

        connection.state = Map.of("n", "2");
        passage.stateChanged();
        timer.advance(Passage.STATE_INTERVAL);
        assertThat(wire.sent("state")).hasSize(2);

        passage.stateChanged();
        link.received("{\"type\":\"leave\",\"connection\":\"c\",\"to\":\"beta\",\"messages\":0}");
        assertThat(connection.exits.get(0).left(Map.of())).isTrue();
        timer.advance(SECOND);
        assertThat(wire.sent("state")).hasSize(2);
    }

    @Test
    void state_whenTheLinkHasEnded_goesToTheOthers() {
        rig = new Rig(MigrationLevel.ANY);
        GatewayLink link = rig.link(new RecordingWire());
        Passage passage = rig.passages.announce("c", "/chat", link, rig.links);
        passage.arrive();
        FakeMovable connection = new FakeMovable();
        passage.opened(connection);
        RecordingWire anew = new RecordingWire();
        rig.link(anew);
        link.ended("gone");
        connection.state = Map.of("n", "1");

        passage.stateChanged();
        timer.advance(SECOND);

        assertThat(anew.sent("state")).hasSize(1);
    }

    @Test
    void state_atOtherLevels_isNotTold() {
        RecordingWire wire = new RecordingWire();
        GatewayLink link = rig.link(wire);
        Passage passage = rig.passages.announce("c", "/chat", link, rig.links);
        passage.arrive();
        FakeMovable connection = new FakeMovable();
        connection.state = Map.of("n", "0");
        passage.opened(connection);
        passage.stateChanged();
        timer.advance(SECOND);

        assertThat(wire.sent("state")).isEmpty();
    }

    @Test
    void migrate_whenOneArrivesLater_namesThatToo() {
        hubs.put("/stays", GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE);
        rig = new Rig(MigrationLevel.SHUTDOWN_ONLY);
        RecordingWire wire = new RecordingWire();
        GatewayLink link = rig.link(wire);
        rig.links.goOffline(() -> SECOND);
        rig.links.migrate();
        assertThat(wire.sent("migrate")).isEmpty();

        rig.open("stays", "/stays", link);
        rig.open("late", "/chat", link);
        assertThat(wire.sent("migrate")).containsExactly("{\"type\":\"migrate\",\"connections\":[\"late\"]}");

        rig.links.resume();
        rig.open("later", "/chat", link);
        assertThat(wire.sent("migrate")).hasSize(1);
    }

    @Test
    void arrive_whenItsLinkHasEndedSinceTheHandshake_bringsItsState() {
        GatewayLink link = rig.link(new RecordingWire());
        link.received("{\"type\":\"expect\",\"connection\":\"c\",\"from\":\"b\",\"to\":\"alpha\","
                + "\"state\":{\"nick\":\"ada\"}}");
        Passage passage = rig.passages.announce("c", "/chat", link, rig.links);

        link.ended("gone");
        Arrival arrival = passage.arrive();

        assertThat(arrival.migration()).isEqualTo(new Migration("b", "alpha", false));
        assertThat(arrival.state()).containsExactly(Map.entry("nick", "\"ada\""));
    }
}
