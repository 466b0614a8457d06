// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.GracefulShutdownMode;
import io.gracehub.Stage;
import io.gracehub.config.MigrationLevel;
import io.gracehub.link.LinkProtocol;
import io.gracehub.websocket.Exit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is said again on a link that lives, as long as it is not answered. */
class SaidAgainTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Map<String, GracefulShutdownMode> ONE = Map.of("/chat", GracefulShutdownMode.MIGRATE_CLIENTS);
    private static final Map<String, GracefulShutdownMode> AND_ONE_THAT_STAYS = Map.of(
            "/chat", GracefulShutdownMode.MIGRATE_CLIENTS, "/stays", GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE);

    /** A server and the link of one gateway. */
    private static final class Alpha {

        final ManualTimer timer = new ManualTimer();
        final RecordingWire wire = new RecordingWire();
        final Passages passages;
        final Links links;
        final GatewayLink link;

        Alpha(Map<String, GracefulShutdownMode> hubs) {
            LinkSettings settings =
                    new LinkSettings("alpha", "r7", MigrationLevel.SHUTDOWN_ONLY, hubs, Duration.ofSeconds(3));
            passages = new Passages(settings, timer);
            links = new Links(
                    settings, new Surroundings(() -> Stage.CLIENTS, () -> {}, timer, Runnable::run), passages);
            link = link(wire);
        }

        GatewayLink link(RecordingWire over) {
            GatewayLink opened = new GatewayLink(over, new LinkJson(), links, passages, timer);
            opened.opened();
            return opened;
        }

        FakeMovable open(String id, String hub) {
            FakeMovable connection = new FakeMovable();
            Passage passage = passages.announce(id, hub, link, links);
            passage.arrive();
            passage.opened(connection);
            return connection;
        }

        void migrate() {
            links.goOffline(new AtomicReference<>(DEADLINE)::get); // a new one for each drain
            links.migrate();
        }
    }

    private static String leave(String connection, int messages) {
        return "{\"type\":\"leave\",\"connection\":\"" + connection + "\",\"to\":\"beta\",\"messages\":" + messages
                + "}";
    }

    private static String stay(String connection) {
        return "{\"type\":\"stay\",\"connection\":\"" + connection + "\",\"reason\":\"no other server is ready\"}";
    }

    @Test
    void migrate_isSaidAgain_untilTheGatewayHasSpokenOfAll() {
        Alpha alpha = new Alpha(ONE);
        alpha.open("leaves", "/chat");
        alpha.open("stays", "/chat");
        alpha.migrate();
        alpha.timer.advance(LinkProtocol.SAID_AGAIN);
        assertThat(alpha.wire.sent("migrate")).hasSize(2).containsOnly("{\"type\":\"migrate\"}");

        alpha.link.received(leave("leaves", 0));
        alpha.timer.advance(LinkProtocol.SAID_AGAIN);
        assertThat(alpha.wire.sent("migrate")).hasSize(3);
        alpha.link.received(stay("stays"));
        alpha.timer.advance(DEADLINE);

        assertThat(alpha.wire.sent("migrate")).hasSize(3);
    }

    @Test
    void migrate_whereOtherHubsStay_namesThoseAgainThatAreNotSpokenOf() {
        Alpha alpha = new Alpha(AND_ONE_THAT_STAYS);
        alpha.open("other", "/stays");
        alpha.open("heard", "/chat");
        alpha.open("unheard", "/chat");
        alpha.migrate();
        alpha.link.received(leave("heard", 0));

        alpha.timer.advance(LinkProtocol.SAID_AGAIN);

        assertThat(alpha.wire.sent("migrate").get(1)).isEqualTo("{\"type\":\"migrate\",\"connections\":[\"unheard\"]}");
    }

    @Test
    void migrate_whenTheDrainIsTakenBack_isNotSaidAgain() {
        Alpha alpha = new Alpha(ONE);
        alpha.open("c", "/chat");
        alpha.migrate();

        alpha.links.resume();
        alpha.timer.advance(DEADLINE);

        assertThat(alpha.wire.sent("migrate")).hasSize(1);
    }

    @Test
    void migrate_whenTheNextDrainAsks_isSaidAgainForThoseThatStayedInTheLast() {
        Alpha alpha = new Alpha(ONE);
        alpha.open("c", "/chat");
        alpha.migrate();
        alpha.link.received(stay("c"));
        alpha.links.resume();

        alpha.migrate();
        alpha.timer.advance(LinkProtocol.SAID_AGAIN);

        assertThat(alpha.wire.sent("migrate")).hasSize(3);
    }

    @Test
    void migrate_whenALinkIsMadeAnew_namesThoseThatStayedToo() {
        Alpha alpha = new Alpha(AND_ONE_THAT_STAYS);
        alpha.open("c", "/chat");
        alpha.migrate();
        alpha.link.received(stay("c"));
        RecordingWire anew = new RecordingWire();
        alpha.link.ended("gone");
        alpha.link(anew);

        assertThat(anew.sent("migrate")).containsExactly("{\"type\":\"migrate\",\"connections\":[\"c\"]}");
    }

    @Test
    void linkEnds_whenItsGatewayHasLinkedAgainBefore_namesItsConnectionsToTheNext() {
        Alpha alpha = new Alpha(ONE);
        FakeMovable connection = alpha.open("c", "/chat");
        alpha.migrate();
        RecordingWire anew = new RecordingWire();
        GatewayLink next = alpha.link(anew);
        next.received(leave("c", 7));
        assertThat(anew.sent("stay")).hasSize(1);

        alpha.link.ended("gone");
        alpha.timer.advance(Duration.ZERO);

        assertThat(anew.sent("migrate"))
                .containsExactly("{\"type\":\"migrate\"}", "{\"type\":\"migrate\",\"connections\":[\"c\"]}");
        next.received(leave("c", 7));
        assertThat(connection.exits).hasSize(1);
    }

    @Test
    void linkEnds_whenNothingIsMigrated_namesNothing() {
        Alpha alpha = new Alpha(ONE);
        alpha.open("c", "/chat");
        RecordingWire anew = new RecordingWire();
        alpha.link(anew);

        alpha.link.ended("gone");
        alpha.timer.advance(Duration.ZERO);

        assertThat(anew.sent("migrate")).isEmpty();
    }

    @Test
    void leave_whenItIsSaidAgain_isOneLeave() {
        Alpha alpha = new Alpha(ONE);
        FakeMovable connection = alpha.open("c", "/chat");

        alpha.link.received(leave("c", 7));
        alpha.link.received(leave("c", 7));

        assertThat(connection.exits).containsOnly(connection.exits.get(0));
        assertThat(connection.exits.get(0).wanted()).isTrue();
        assertThat(connection.exits.get(0).wanted()).isFalse();
    }

    @Test
    void leave_throughTheNextLinkBeforeTheEndOfTheFormerIsSeen_isNotAnsweredStay_andHeardWhenItIsAskedAgain() {
        Alpha alpha = new Alpha(ONE);
        FakeMovable connection = alpha.open("c", "/chat");
        alpha.link.received(leave("c", 7));
        RecordingWire anew = new RecordingWire();
        GatewayLink next = alpha.link(anew);

        next.received(leave("c", 7));
        assertThat(anew.sent("stay")).isEmpty();
        assertThat(connection.exits.get(0).wanted()).isTrue();
        assertThat(connection.exits.get(0).left(Map.of())).isTrue();
        alpha.link.ended("gone");
        next.received(leave("c", 7));

        assertThat(anew.sent("left")).hasSize(1);
    }

    @Test
    void stay_ofAnotherGateway_isNoAnswer() {
        Alpha alpha = new Alpha(ONE);
        alpha.open("c", "/chat");
        alpha.migrate();
        alpha.link(new RecordingWire()).received(stay("c"));

        alpha.timer.advance(LinkProtocol.SAID_AGAIN);

        assertThat(alpha.wire.sent("migrate")).hasSize(2);
    }

    @Test
    void leave_whenTheFirstWasAnotherOne_isWhatCounts() {
        Alpha alpha = new Alpha(ONE);
        FakeMovable connection = alpha.open("c", "/chat");

        alpha.link.received(leave("c", 3));
        alpha.link.received(leave("c", 7));

        assertThat(connection.exits).extracting(Exit::messages).containsExactly(3L, 7L);
        assertThat(connection.exits).extracting(Exit::wanted).containsExactly(false, true);
    }

    @Test
    void leave_whenTheHubIsBeingTold_changesNothing() {
        Alpha alpha = new Alpha(ONE);
        FakeMovable connection = alpha.open("c", "/chat");
        alpha.link.received(leave("c", 7));
        assertThat(connection.exits.get(0).wanted()).isTrue();

        alpha.link.received(leave("c", 3));

        assertThat(connection.exits).hasSize(1);
        assertThat(connection.exits.get(0).left(Map.of())).isTrue();
        assertThat(alpha.wire.sent("left")).hasSize(1);
    }

    @Test
    void leave_whenItHasLeft_hasTheWordSaidAgain() {
        Alpha alpha = new Alpha(ONE);
        FakeMovable connection = alpha.open("c", "/chat");
        alpha.link.received(leave("c", 7));
        Exit exit = connection.exits.get(0);
        assertThat(exit.wanted()).isTrue();
        assertThat(exit.left(Map.of("n", "1"))).isTrue();

        alpha.link.received(leave("c", 7));

        assertThat(alpha.wire.sent("left"))
                .hasSize(2)
                .containsOnly("{\"type\":\"left\",\"connection\":\"c\",\"state\":{\"n\":1}}");
        assertThat(connection.exits).hasSize(1);
    }
}
