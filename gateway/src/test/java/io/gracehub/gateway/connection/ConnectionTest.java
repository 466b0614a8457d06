// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.connection.ConnectionFixture.FakeSession;
import io.gracehub.gateway.connection.ConnectionFixture.Start;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkMessage;
import io.gracehub.link.LinkProtocol;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionTest {

    private static final CloseStatus RESTART = CloseStatus.restart();
    private static final CloseStatus NORMAL = new CloseStatus(1000, "bye");

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture nothing
    private enum Event {
        MOVE(f -> f.move(f.c)),
        DIALED(f -> f.connection.dialed(f.dialing())),
        REFUSED(f -> f.connection.refused(f.dialing(), "no")),
        HELD(f -> f.connection.held(3)),
        LEFT(f -> f.connection.left(ConnectionFixture.STATE)),
        KEPT(f -> f.connection.kept("refused")),
        RESTARTING(f -> f.connection.serverClosing(f.atA, RESTART)),
        CLOSING(f -> f.connection.serverClosing(f.atA, NORMAL)),
        LOST(f -> f.connection.serverLost(f.atA, false)),
        TORN(f -> f.connection.serverLost(f.atA, true)),
        TARGET(f -> f.target(f.c)),
        NO_TARGET(f -> f.connection.noTarget("none")),
        EXPECTING(f -> f.expecting()),
        ARRIVED(f -> f.connection.arrived(f.dialing(), f.new FakeSession("new"))),
        CLIENT_GONE(f -> f.connection.clientGone()),
        SHUT(f -> f.connection.shut()),
        TIME(f -> f.loop.pass(Duration.ofSeconds(31)));

        final Consumer<ConnectionFixture> happens;

        Event(Consumer<ConnectionFixture> happens) {
            this.happens = happens;
        }
    }

    /** The state after each event; "." means that it stays as it is, "-" that the event cannot be made there. */
    private static final String MATRIX = """
            state          MOVE      DIALED  REFUSED  HELD    LEFT     KEPT RESTARTING CLOSING LOST    TORN    TARGET    NO_TARGET EXPECTING ARRIVED CLIENT_GONE SHUT    TIME
            OPEN           Preparing -       -        .       .        .    Closing    Closing Seeking Closing .         .         .         -       Ended       Closing .
            CHOOSING       .         .       .        .       .        .    Closing    Closing Seeking Closing Preparing Open      .         .       Ended       Closing Open
            PREPARING      .         Holding Choosing .       .        .    Closing    Closing Seeking Closing .         .         .         .       Ended       Closing Open
            HOLDING        .         .       Open     Leaving .        .    Closing    Closing Seeking Closing .         .         .         .       Ended       Closing Open
            LEAVING        .         .       .        .       .        Open .          Closing Seeking Closing .         .         .         .       .           Closing Seeking
            LEAVING_LEFT   .         .       .        .       .        .    Arriving   Closing Seeking Closing .         .         .         .       Arriving    Closing Seeking
            LEAVING_CLOSED .         .       .        .       Arriving .    .          Closing .       .       .         .         .         .       .           Closing Seeking
            ARRIVING       .         .       Seeking  .       .        .    Closing    Closing .       .       .         .         .         Open    .           Closing Ended
            SEEKING        .         .       .        .       .        .    Closing    Closing .       .       Arriving  .         .         .       Ended       Closing Ended
            SEEKING_LOST   .         -       -        .       .        .    Closing    Closing .       .       Arriving  Closing   .         -       Ended       Closing Closing
            CLOSING        .         -       -        .       .        .    .          .       .       .       .         .         .         -       Ended       .       Ended
            ENDED          .         -       -        .       .        .    .          .       .       .       .         .         .         -       .           .       .
            """;

    static Stream<Arguments> cells() {
        List<String> lines = MATRIX.lines().toList();
        List<String> events =
                Arrays.stream(lines.get(0).split(" +", -1)).skip(1).toList();
        return lines.stream().skip(1).flatMap(line -> {
            String[] row = line.split(" +", -1);
            return Stream.iterate(0, i -> i + 1)
                    .limit(events.size())
                    .map(i -> Arguments.of(Start.valueOf(row[0]), Event.valueOf(events.get(i)), row[i + 1]));
        });
    }

    @ParameterizedTest
    @MethodSource("cells")
    void event_whenState_leadsTo(Start start, Event event, String expected) {
        if (expected.equals("-")) {
            return;
        }
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(start);
        String before = fixture.connection.state();

        event.happens.accept(fixture);

        String after = fixture.connection.state();
        assertThat(after).isEqualTo(expected.equals(".") ? before : expected);
        assertThat(fixture.loop.timers())
                .as("a timer in every state that waits, and one for the whole search while one target is asked")
                .isBetween(
                        after.equals("Open") || after.equals("Ended") ? 0 : 1,
                        after.equals("Open") || after.equals("Ended") ? 0 : after.equals("Arriving") ? 2 : 1);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void event_whenState_givesEveryCountBackInTheEnd(Start start, Event event, String expected) {
        if (expected.equals("-")) {
            return;
        }
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(start);
        event.happens.accept(fixture);

        fixture.connection.shut();
        fixture.connection.clientGone();

        assertThat(fixture.connection.state()).isEqualTo("Ended");
        assertThat(Stream.of(fixture.a, fixture.b, fixture.c).map(Server::connections))
                .containsExactly(0, 0, 0);
        assertThat(fixture.loop.timers()).isZero();
    }

    @Test
    void move_whenAllGoesWell_isToldInOrder() {
        ConnectionFixture fixture = new ConnectionFixture();
        Connection connection = fixture.connection;

        fixture.move(fixture.b);
        connection.dialed(fixture.dialing());
        connection.held(7);
        connection.left(ConnectionFixture.STATE);
        assertThat(connection.serverClosing(fixture.atA, RESTART)).isFalse();
        fixture.expecting();
        FakeSession atB = fixture.new FakeSession("b");
        connection.arrived(fixture.dialing(), atB);

        assertThat(fixture.log)
                .containsExactly(
                        "dial b",
                        "hold",
                        "tell a leave",
                        "farewell a",
                        "tell b expect",
                        "open b token-b",
                        "MOVED b",
                        "attach b");
        assertThat(connection.server()).isSameAs(fixture.b);
        assertThat(fixture.a.connections()).isZero();
        assertThat(fixture.b.connections()).isEqualTo(1);
    }

    @Test
    void leftAfterClose_whenLeaving_movesAsWell() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING_CLOSED);

        fixture.connection.left(ConnectionFixture.STATE);

        assertThat(fixture.log).containsExactly("tell b expect");
    }

    @Test
    void kept_whenLeaving_letsTheClientGoOnAtOnce() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING);

        fixture.connection.kept("its hub does not migrate");

        assertThat(fixture.log).containsExactly("abandon dialing b", "release", "STAYED b");
        assertThat(fixture.b.connections()).isZero();
        assertThat(fixture.connection.server()).isSameAs(fixture.a);
    }

    @Test
    void relayed_whenLeaving_comesAfterWhatWasWrittenBefore() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING_LEFT);

        fixture.connection.relayed(new LinkMessage.Payload.Text("late"));
        assertThat(fixture.log).isEmpty();
        fixture.connection.serverClosing(fixture.atA, RESTART);

        assertThat(fixture.log).containsExactly("farewell a", "deliver late", "tell b expect");
    }

    @Test
    void refused_whenPreparing_triesTheNextAndStaysOpenMeanwhile() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.PREPARING);

        fixture.connection.refused(fixture.dialing(), "connection refused");
        fixture.target(fixture.c);

        assertThat(fixture.log).containsExactly("abandon dialing b", "seek OTHER [b]", "dial c");
        assertThat(fixture.b.connections()).isZero();
    }

    @Test
    void noTarget_whenChoosing_tellsTheServerThatItKeepsTheConnection() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.CHOOSING);

        fixture.connection.noTarget("no server takes it");

        assertThat(fixture.log).containsExactly("tell a stay", "STAYED a");
    }

    @Test
    void time_whenHolding_letsTheClientGoOn() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.HOLDING);

        fixture.loop.pass(Bounds.HOLD);

        assertThat(fixture.log).containsExactly("release", "abandon dialing b", "tell a stay", "STAYED b");
    }

    @Test
    void refused_whenArriving_seeksAnotherWithoutTheOneThatRefused() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.ARRIVING);

        fixture.connection.refused(fixture.dialing(), "503");
        fixture.target(fixture.c);

        assertThat(fixture.log).containsExactly("abandon dialing b", "seek LEFT [b]", "dial c", "tell c expect");
    }

    @Test
    void open_whenDialedAfterExpecting_waitsForBoth() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.SEEKING);
        fixture.target(fixture.c);
        fixture.log.clear();

        fixture.expecting();
        assertThat(fixture.log).isEmpty();
        fixture.connection.dialed(fixture.dialing());

        assertThat(fixture.log).containsExactly("open c token-c");
    }

    @Test
    void preparedTargetGone_whenLeaving_isDialedAgain() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING_LEFT);

        fixture.connection.refused(fixture.dialing(), "reset");
        fixture.connection.serverClosing(fixture.atA, RESTART);

        assertThat(fixture.log).containsExactly("farewell a", "dial b", "tell b expect");
    }

    @Test
    void clientGone_whenArriving_letsTheNewServerSeeTheEnd() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.ARRIVING);

        fixture.connection.clientGone();
        fixture.expecting();
        fixture.connection.arrived(fixture.dialing(), fixture.new FakeSession("b"));

        assertThat(fixture.log).containsExactly("open b token-b", "MOVED b", "abandon b", "ended");
        assertThat(fixture.connections.count()).isEqualTo(1); // the carrier lets it go, on its own loop
    }

    @Test
    void clientGone_whenLeaving_waitsForTheServersWordForABoundedTime() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING);

        fixture.connection.clientGone();
        assertThat(fixture.log).isEmpty();
        fixture.loop.pass(Bounds.WORD);

        assertThat(fixture.log)
                .containsExactly("tell a leave", "tell a leave", "abandon dialing b", "ENDED a", "ended");
    }

    @Test
    void relayed_whenLeavingAndTooMuch_closesTheClient() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING);
        LinkMessage.Payload half = new LinkMessage.Payload.Text("x".repeat(Bounds.LATE / 2));

        fixture.connection.relayed(half);
        fixture.connection.relayed(half);
        assertThat(fixture.log).isEmpty();
        fixture.connection.relayed(new LinkMessage.Payload.Text("one more"));

        assertThat(fixture.log).containsExactly("abandon dialing b", "ENDED b", "abandon a", "close 1012");
    }

    @Test
    void relayed_whenLeavingWithoutAClient_isDropped() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING);

        fixture.connection.clientGone();
        fixture.connection.relayed(new LinkMessage.Payload.Text("x".repeat(Bounds.LATE + 1)));
        fixture.connection.left(ConnectionFixture.STATE);

        assertThat(fixture.log).containsExactly("tell b expect");
    }

    @Test
    void relay_ofAServerThatTheConnectionWasNeverAt_reachesNobody() {
        ConnectionFixture fixture = new ConnectionFixture();
        LinkMessage.Relay relay = new LinkMessage.Relay("id", new LinkMessage.Payload.Text("psst"));

        fixture.connection.told(fixture.b, relay);
        assertThat(fixture.log).isEmpty();
        fixture.bring(Start.ARRIVING);
        fixture.connection.told(fixture.b, relay);
        fixture.connection.told(fixture.c, relay);

        assertThat(fixture.log).isEmpty();
    }

    @Test
    void relay_ofTheServerThatTheConnectionIsOrWasAt_isDelivered() {
        ConnectionFixture fixture = new ConnectionFixture();
        LinkMessage.Relay relay = new LinkMessage.Relay("id", new LinkMessage.Payload.Text("late"));
        fixture.bring(Start.ARRIVING);

        fixture.expecting();
        fixture.log.clear();
        fixture.connection.told(fixture.a, relay);
        fixture.connection.arrived(fixture.dialing(), fixture.new FakeSession("b"));
        fixture.connection.told(fixture.a, relay);

        assertThat(fixture.log).containsExactly("deliver late", "MOVED b", "attach b", "deliver late");
    }

    @Test
    void stateOfTheNewServer_whenItComesBeforeTheHandshakesAnswer_isTheLastOne() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.ARRIVING);
        JsonObject newer = Json.createObjectBuilder().add("n", 2).build();

        fixture.connection.told(fixture.b, new LinkMessage.State("id", newer));
        fixture.connection.told(fixture.c, new LinkMessage.State("id", ConnectionFixture.STATE));
        fixture.expecting();
        FakeSession atB = fixture.new FakeSession("b");
        fixture.connection.arrived(fixture.dialing(), atB);
        fixture.connection.serverLost(atB, false);
        fixture.target(fixture.c);

        assertThat(fixture.announced).endsWith(newer);
    }

    @Test
    void serverLost_whenOpen_isHeldAndGoesElsewhereWithTheLastState() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.connection.remember(ConnectionFixture.STATE);

        fixture.connection.serverLost(fixture.atA, false);
        fixture.target(fixture.b);
        fixture.connection.dialed(fixture.dialing());
        fixture.expecting();
        fixture.connection.arrived(fixture.dialing(), fixture.new FakeSession("b"));

        assertThat(fixture.log)
                .containsExactly(
                        "hold",
                        "seek CRASHED []",
                        "dial b",
                        "tell b expect",
                        "open b token-b",
                        "MOVED_AFTER_CRASH b",
                        "attach b");
        assertThat(fixture.announced).containsExactly(ConnectionFixture.STATE);
    }

    @Test
    void serverLost_whenInTheMiddleOfAMessage_closesTheClient() {
        ConnectionFixture fixture = new ConnectionFixture();

        fixture.connection.serverLost(fixture.atA, true);

        assertThat(fixture.log).containsExactly("close 1012");
    }

    @Test
    void loss_ofItsServer_cutsTheSession() {
        ConnectionFixture fixture = new ConnectionFixture();

        fixture.connection.lost(fixture.b);
        assertThat(fixture.log).isEmpty();
        fixture.connection.lost(fixture.a);

        assertThat(fixture.log).containsExactly("cut a");
    }

    @Test
    void loss_ofItsServer_whenItsEndHasCome_changesNothing() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.CLOSING);

        fixture.connection.lost(fixture.a);

        assertThat(fixture.log).isEmpty();
    }

    @Test
    void closeOfTheApplication_whenLeaving_passesToTheClient() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING);

        assertThat(fixture.connection.serverClosing(fixture.atA, NORMAL)).isTrue();

        assertThat(fixture.log).containsExactly("abandon dialing b", "ENDED b");
    }

    @Test
    void silence_whenTheServerHasClosedWithoutAWord_isACrash() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING_CLOSED);

        fixture.loop.pass(Bounds.WORD);

        assertThat(fixture.log).containsExactly("tell a leave", "tell a leave", "abandon dialing b", "seek CRASHED []");
    }

    @Test
    void word_whenItDoesNotCome_isAskedForAgain_untilItHasCome() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING);

        fixture.loop.pass(LinkProtocol.SAID_AGAIN);
        fixture.loop.pass(LinkProtocol.SAID_AGAIN);
        assertThat(fixture.log).containsExactly("tell a leave", "tell a leave");
        fixture.connection.left(ConnectionFixture.STATE);
        fixture.loop.pass(LinkProtocol.SAID_AGAIN);

        assertThat(fixture.log).hasSize(2);
    }

    @Test
    void word_whenTheConnectionStays_isNotAskedForAgain() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING);
        fixture.connection.kept("busy");
        fixture.log.clear();

        fixture.loop.pass(LinkProtocol.SAID_AGAIN);

        assertThat(fixture.log).isEmpty();
    }

    @Test
    void linkedAgain_whenLeaving_asksAgainUntilTheWordHasCome() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING_CLOSED);

        fixture.connection.linked(fixture.b);
        assertThat(fixture.log).isEmpty();
        fixture.connection.linked(fixture.a);
        assertThat(fixture.log).containsExactly("tell a leave");
        fixture.connection.left(ConnectionFixture.STATE);
        fixture.connection.linked(fixture.a);

        assertThat(fixture.log).containsExactly("tell a leave", "tell b expect");
    }

    @Test
    void linkedAgain_whenArriving_announcesAgainUntilTheHandshakeIsSent() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.ARRIVING);
        fixture.log.clear();

        fixture.connection.linked(fixture.a);
        assertThat(fixture.log).isEmpty();
        fixture.connection.linked(fixture.b);
        assertThat(fixture.log).containsExactly("tell b expect");
        fixture.expecting();
        fixture.connection.linked(fixture.b);

        assertThat(fixture.log).containsExactly("tell b expect", "open b token-b");
    }

    @Test
    void overdue_whenLeaving_endsTheOldSession() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.LEAVING);

        fixture.loop.pass(ConnectionFixture.MAY_TAKE);

        assertThat(fixture.log.stream().filter(each -> !each.equals("tell a leave")))
                .containsExactly("abandon a", "abandon dialing b", "seek CRASHED []");
    }

    @Test
    void arrivedTooLate_whenAnotherTargetIsTried_isAbandoned() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.ARRIVING);
        var first = fixture.dialing();
        fixture.connection.refused(first, "slow");
        fixture.target(fixture.c);
        fixture.log.clear();

        fixture.connection.arrived(first, fixture.new FakeSession("b"));

        assertThat(fixture.log).containsExactly("abandon b");
        assertThat(fixture.connection.state()).isEqualTo("Arriving");
    }

    @Test
    void events_haveARowAndAColumnEach() {
        Map<Start, Integer> rows = new EnumMap<>(Start.class);
        cells().forEach(cell -> rows.merge((Start) cell.get()[0], 1, Integer::sum));
        assertThat(rows)
                .hasSize(Start.values().length)
                .allSatisfy((start, count) -> assertThat(count).isEqualTo(Event.values().length));
    }

    @Test
    void left_ofAServerThatItHasLeftLongAgo_isNotTakenForThatOfThePresentOne() {
        ConnectionFixture fixture = new ConnectionFixture();
        Connection connection = fixture.connection;
        fixture.bring(Start.LEAVING_CLOSED);
        fixture.loop.pass(Bounds.WORD); // no word: as after a crash
        fixture.target(fixture.b);
        connection.dialed(fixture.dialing());
        fixture.expecting();
        FakeSession atB = fixture.new FakeSession("b");
        connection.arrived(fixture.dialing(), atB);
        fixture.move(fixture.c);
        connection.dialed(fixture.dialing());
        connection.held(3);
        fixture.log.clear();

        connection.told(fixture.a, new LinkMessage.Left("id", ConnectionFixture.STATE));
        connection.serverClosing(atB, RESTART);
        assertThat(connection.state()).isEqualTo("Leaving");
        connection.told(fixture.b, new LinkMessage.Left("id", ConnectionFixture.STATE));
        assertThat(connection.state()).isEqualTo("Arriving");
    }

    @Test
    void expecting_ofATargetThatWasGivenUp_opensNothingAtTheNext() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.bring(Start.SEEKING);
        fixture.target(fixture.c);
        fixture.connection.dialed(fixture.dialing());
        fixture.log.clear();

        fixture.connection.told(fixture.b, new LinkMessage.Expecting("id"));
        assertThat(fixture.log).isEmpty();
        fixture.connection.told(fixture.c, new LinkMessage.Expecting("id"));
        assertThat(fixture.log).containsExactly("open c token-c");
    }

    @Test
    void shut_whenTheFirstOnesHaveNotEndedYet_takesTheNext() {
        ConnectionFixture fixture = new ConnectionFixture();
        fixture.open("second");
        fixture.open("third");
        fixture.log.clear();

        fixture.connections.shut(1);
        fixture.connections.shut(1);
        assertThat(fixture.log).filteredOn("close 1012"::equals).hasSize(2);
        fixture.connections.shut(5);
        assertThat(fixture.log).filteredOn("close 1012"::equals).hasSize(3);
    }
}
