// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.HubConnection;
import io.gracehub.Migration;
import io.gracehub.callback.HubCallbacks;
import io.gracehub.codec.HubCodecs;
import io.gracehub.codec.Instances;
import io.gracehub.connection.Arrival;
import io.gracehub.connection.Connection;
import io.gracehub.connection.ConnectionSettings;
import io.gracehub.connection.Connections;
import io.gracehub.connection.Departure;
import io.gracehub.connection.JsonBinding;
import io.gracehub.connection.Relay;
import io.gracehub.message.Problems;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig.Configurator;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that leaves: each of its states, and what may happen in it. */
class LeaveTest {

    private static final SeContainer CONTAINER = SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addBeanClasses(LeaveTest.class)
            .initialize();
    private static final Migration AWAY = new Migration("alpha", "beta", false);
    private static final Migration HERE = new Migration("gamma", "alpha", false);
    private static final CloseReason GONE = new CloseReason(CloseCodes.NORMAL_CLOSURE, "");

    private static final List<String> HEARD = new ArrayList<>();
    private static CompletableFuture<String> reply = new CompletableFuture<>();
    private static Runnable inClose = () -> {};

    /** Replies at once, later, or not at all. */
    static class Hub {

        @OnOpen
        void opened(Session session) {
            HEARD.add("open "
                    + HubConnection.of(session).migration().map(Migration::from).orElse("itself"));
        }

        @OnMessage
        CompletionStage<String> said(String text) {
            HEARD.add(text);
            if (text.equals("throw")) {
                throw new IllegalStateException("on purpose");
            }
            return text.equals("later") ? reply : CompletableFuture.completedFuture("echo " + text);
        }

        @OnClose
        void closed(Session session, CloseReason reason) throws Exception {
            HubConnection connection = HubConnection.of(session);
            HEARD.add("close " + reason.getCloseCode().getCode() + " "
                    + connection.migration().map(Migration::to).orElse("itself"));
            if (session.isOpen()) {
                connection.state().put("closed", true);
                connection.send("farewell");
                session.close();
            }
            inClose.run();
        }
    }

    /** Wants the connection at beta. */
    private static final class FakeExit implements Exit, Relay {

        final List<String> told = new ArrayList<>();
        final CompletableFuture<Void> over = new CompletableFuture<>();
        final long messages;
        boolean linked = true;
        Runnable atLeft = () -> {};

        FakeExit(long messages) {
            this.messages = messages;
        }

        @Override
        public Migration migration() {
            return AWAY;
        }

        @Override
        public long messages() {
            return messages;
        }

        @Override
        public boolean wanted() {
            return linked;
        }

        @Override
        public boolean left(Map<String, String> state) {
            atLeft.run();
            told.add("left " + state);
            return linked;
        }

        @Override
        public Relay relay() {
            return this;
        }

        @Override
        public CompletionStage<?> over() {
            return over;
        }

        @Override
        public CompletableFuture<Void> text(String text) {
            told.add("relay " + text);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> binary(ByteBuffer bytes) {
            told.add("relay " + bytes.remaining() + " bytes");
            return CompletableFuture.completedFuture(null);
        }
    }

    private final class FakeCarrier implements Carrier {

        @Nullable
        Movable connection;

        int ended;

        @Override
        public boolean announced() {
            return true;
        }

        @Override
        public Arrival arrive() {
            return new Arrival("c-1", HERE, Map.of("nick", "\"ada\""));
        }

        @Override
        public void opened(Movable opened) {
            connection = opened;
        }

        @Override
        public void stateChanged() {
            stateChanges++;
        }

        @Override
        public void ended() {
            ended++;
        }
    }

    private final FakeSession container = new FakeSession();
    private final FakeCarrier carrier = new FakeCarrier();
    private final Connections connections = new Connections(
            "/hub",
            new ConnectionSettings(100_000, Duration.ofSeconds(10)),
            new JsonBinding(),
            new Connections.Threads(Runnable::run, Runnable::run));
    private final FakeServer server = new FakeServer();
    private int stateChanges;
    private RunningHub hub = running();
    private HubEndpoint endpoint = new HubEndpoint(hub);
    private Movable movable = new NoMovable();
    private Connection connection = openConnection();

    private static final class NoMovable implements Movable {

        @Override
        public Map<String, String> state() {
            return Map.of();
        }

        @Override
        public void leave(Exit exit) {
            throw new AssertionError("not open");
        }
    }

    private Connection openConnection() {
        Map<String, Object> properties = new HashMap<>(Map.of(Carrier.class.getName(), carrier));
        EndpointConfig config = (EndpointConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EndpointConfig.class},
                (self, method, arguments) -> properties);
        HEARD.clear();
        endpoint.onOpen(container.session(), config);
        movable = carrier.connection == null ? movable : carrier.connection;
        return connections.all().iterator().next();
    }

    @BeforeEach
    void reset() {
        reply = new CompletableFuture<>();
        inClose = () -> {};
    }

    private RunningHub running() {
        Problems problems = new Problems();
        HubCodecs codecs = HubCodecs.of(List.of(), List.of(), problems, "Hub");
        HubCallbacks callbacks = HubCallbacks.bind(
                CONTAINER.getBeanManager().createAnnotatedType(Hub.class), Set.of(), codecs, problems);
        assertThat(problems.found()).isEmpty();
        Instances none = new Instances() {
            @Override
            public <T> Owned<T> create(Class<T> type) {
                throw new AssertionError(type);
            }
        };
        HubModel model = new HubModel(
                Hub.class,
                UriTemplate.parse("/hub", "Hub", problems).orElseThrow(),
                new HubModel.Handshake(List.of(), Configurator.class),
                callbacks,
                new HubModel.Coding(List.of(), List.of(), codecs, none),
                Lease::new);
        return new RunningHub(model, connections, Runnable::run, new RestartReason(Duration.ofSeconds(5)), server);
    }

    private static final class FakeServer implements RunningHub.Server {

        boolean draining;
        boolean stopped;

        @Override
        public boolean refusing(HubModel hub, boolean migrated) {
            return stopped || (draining && !migrated);
        }

        @Override
        public @Nullable Carrier carrier(HubModel hub, String connection, String token) {
            return null;
        }

        @Override
        public void connectionEnded() {
            // nobody waits for it
        }
    }

    private static final class Lease implements HubInstances.Lease {

        private final Hub instance = new Hub();

        @Override
        public Object instance() {
            return instance;
        }

        @Override
        public void release() {
            HEARD.add("released");
        }
    }

    private FakeExit leave(long messages) {
        FakeExit exit = new FakeExit(messages);
        movable.leave(exit);
        return exit;
    }

    private void say(String text) {
        container.bring(String.class, text);
    }

    private void sessionEnds() {
        endpoint.onClose(container.session(), GONE);
    }

    @Test
    void open_bringsIdStateAndMigration() {
        assertThat(HEARD).containsExactly("open gamma");
        assertThat(connection.id()).isEqualTo("c-1");
        assertThat(connection.migration()).contains(HERE);
        assertThat(connection.state().get("nick", String.class)).isEqualTo("ada");
        assertThat(stateChanges).isZero();
        connection.state().put("a", 1);
        assertThat(connection.state().remove("a")).isTrue();
        assertThat(connection.state().remove("a")).isFalse();
        assertThat(stateChanges).isEqualTo(2);
    }

    @Test
    void leave_whenAllIsHandled_closesAfterFarewellAndLeft() {
        say("one");
        FakeExit exit = new FakeExit(1);
        exit.atLeft = () -> container.written.add("left");

        movable.leave(exit);

        assertThat(HEARD).containsExactly("open gamma", "one", "close 1012 beta", "released");
        assertThat(container.written).containsExactly("echo one", "farewell", "left", "close 1012");
        assertThat(exit.told).hasSize(1);
        assertThat(exit.told.get(0)).contains("nick=\"ada\"", "closed=true");
        assertThat(connection.migration()).contains(AWAY);
        assertThat(connection.session().isOpen()).isFalse();
    }

    @Test
    void leave_countsWhatFailsWhatNobodyHandlesAndWhatIsAnsweredLater_butNoPart() {
        FakeExit exit = leave(4);
        say("throw");
        container.bring(ByteBuffer.class, ByteBuffer.allocate(1)); // two parts
        say("later");
        say("one");
        assertThat(HEARD).doesNotContain("close 1012 beta");

        reply.complete("at last");

        assertThat(HEARD).contains("close 1012 beta");
        assertThat(container.written).containsSubsequence("echo one", "at last", "farewell", "close 1012");
        assertThat(exit.told).hasSize(1);
    }

    @Test
    void leave_whenALaterReplyFails_countsItToo() {
        leave(1);
        say("later");

        reply.completeExceptionally(new IllegalStateException("on purpose"));

        assertThat(HEARD).contains("close 1012 beta");
    }

    @Test
    void leave_whenAHandlerOfTheApplicationsOwnTakesMessages_countsThem() {
        connection.session().addMessageHandler(ByteBuffer.class, (ByteBuffer bytes) -> HEARD.add("own"));
        leave(1);

        container.bring(ByteBuffer.class, ByteBuffer.allocate(1));

        assertThat(HEARD).contains("own", "close 1012 beta");
    }

    @Test
    void removeMessageHandler_ofTheApplicationsOwn_discardsThatKindAgain() {
        jakarta.websocket.MessageHandler.Whole<ByteBuffer> own = bytes -> HEARD.add("own");
        connection.session().addMessageHandler(ByteBuffer.class, own);
        connection.session().removeMessageHandler(own);
        leave(1);

        container.bring(ByteBuffer.class, ByteBuffer.allocate(1));

        assertThat(HEARD).contains("close 1012 beta").doesNotContain("own");
    }

    // ---- waiting for messages ----

    @Test
    void waiting_whenTheSessionEnds_isAnEndLikeAnyOther() {
        FakeExit exit = leave(5);
        sessionEnds();
        for (int i = 0; i < 5; i++) {
            say("late");
        }

        assertThat(HEARD).containsExactly("open gamma", "close 1000 itself", "released");
        assertThat(exit.told).isEmpty();
        assertThat(connections.departed(Departure.BY_CLIENT)).isEqualTo(1);
        assertThat(carrier.ended).isEqualTo(1);
    }

    @Test
    void waiting_whenTheLinkHasEnded_stays() {
        FakeExit exit = leave(1);
        exit.linked = false;
        say("one");

        assertThat(HEARD).containsExactly("open gamma", "one");
        say("two");
        assertThat(container.written).containsExactly("echo one", "echo two");

        FakeExit anew = leave(2);
        assertThat(anew.told).hasSize(1);
        assertThat(exit.told).isEmpty();
    }

    @Test
    void waiting_whenTheServerCloses_doesNotLeaveAnyMore() {
        FakeExit exit = leave(1);
        hub.closeForRestart();
        say("one");
        sessionEnds();

        assertThat(exit.told).isEmpty();
        assertThat(HEARD).endsWith("close 1012 itself", "released");
        assertThat(connections.departed(Departure.BY_SERVER)).isEqualTo(1);
    }

    @Test
    void waiting_whenAskedAgain_takesTheLaterCount() {
        leave(9);
        FakeExit second = leave(1);
        say("one");

        assertThat(second.told).hasSize(1);
        assertThat(HEARD).containsOnlyOnce("close 1012 beta");
    }

    // ---- @OnClose of the leave is running ----

    @Test
    void leaving_whenTheSessionEndsInOnClose_callsItOnce_andSaysNothing() {
        inClose = this::sessionEnds;
        FakeExit exit = leave(0);

        assertThat(HEARD).containsExactly("open gamma", "close 1012 beta", "released");
        assertThat(exit.told).isEmpty();
        assertThat(connections.count()).isZero();
        assertThat(connections.departed(Departure.MIGRATED)).isZero();
        assertThat(carrier.ended).isPositive();
    }

    @Test
    void leaving_whenAskedAgainOrClosedInOnClose_goesOn() {
        List<FakeExit> second = new ArrayList<>();
        inClose = () -> {
            second.add(leave(0));
            hub.closeForRestart();
            connection.close(GONE);
        };
        FakeExit exit = leave(0);

        assertThat(exit.told).hasSize(1);
        assertThat(second.get(0).told).isEmpty();
        assertThat(container.written).containsExactly("farewell", "close 1012");
        assertThat(HEARD).containsOnlyOnce("close 1012 beta");
    }

    @Test
    void leaving_whenTheLinkEndsInOnClose_closesAndCountsAsClosed() {
        FakeExit exit = new FakeExit(0);
        inClose = () -> exit.linked = false;
        movable.leave(exit);
        sessionEnds();

        assertThat(container.written).containsExactly("farewell", "close 1012");
        assertThat(connections.departed(Departure.BY_SERVER)).isEqualTo(1);
        assertThat(connections.departed(Departure.MIGRATED)).isZero();
    }

    @Test
    void leaving_whenAMessageComesInOnClose_isNotDispatched() {
        inClose = () -> say("too late");
        leave(0);

        assertThat(HEARD).doesNotContain("too late");
    }

    @Test
    void leaving_whenOnCloseThrows_leavesAllTheSame() {
        inClose = () -> {
            throw new IllegalStateException("on purpose");
        };
        FakeExit exit = leave(0);

        assertThat(exit.told).hasSize(1);
        assertThat(container.written).endsWith("close 1012");
    }

    // ---- output is being written ----

    @Test
    void flushing_whenTheClientReadsSlowly_saysLeftAfterAll_andRelaysWhatComes() {
        container.slow();
        connection.send("before");
        FakeExit exit = leave(0);
        connection.send("after");
        assertThat(container.written).containsExactly("before");
        assertThat(exit.told).containsExactly("relay after");

        container.readAgain();

        assertThat(container.written).containsExactly("before", "farewell", "close 1012");
        assertThat(exit.told).hasSize(2);
        assertThat(exit.told.get(1)).startsWith("left ");
    }

    @Test
    void flushing_whenAMessageIsSentInParts_waitsForItsEnd() throws Exception {
        connection.session().getBasicRemote().sendText("one", false);
        FakeExit exit = leave(0);
        assertThat(exit.told).isEmpty();

        connection.session().getBasicRemote().sendText("two", true);

        assertThat(container.written).containsExactly("one-", "two.", "farewell", "close 1012");
        assertThat(exit.told).hasSize(1);
    }

    @Test
    void flushing_whenTheSessionEnds_saysNothing() {
        container.slow();
        FakeExit exit = leave(0);
        sessionEnds();
        container.readAgain();

        assertThat(exit.told).isEmpty();
        assertThat(HEARD).containsOnlyOnce("close 1012 beta");
        assertThat(connections.count()).isZero();
    }

    @Test
    void flushing_whenCutOff_isGivenUp() {
        container.slow();
        FakeExit exit = leave(0);
        hub.cutOff();

        assertThat(exit.told).isEmpty();
        assertThat(container.written).endsWith("close 1012");
        assertThat(connections.departed(Departure.FAILED)).isEqualTo(1);
        assertThat(HEARD).containsOnlyOnce("close 1012 beta");
    }

    // ---- it has left ----

    @Test
    void left_whenTheSessionEnds_countsAsMigrated_once() {
        leave(0);
        assertThat(connections.count()).isEqualTo(1);
        sessionEnds();
        sessionEnds();

        assertThat(connections.departed(Departure.MIGRATED)).isEqualTo(1);
        assertThat(connections.count()).isZero();
        assertThat(HEARD).containsOnlyOnce("close 1012 beta");
    }

    @Test
    void left_whenTheSessionDoesNotEnd_isCutOffAsMigrated() {
        leave(0);
        hub.cutOff();

        assertThat(connections.departed(Departure.MIGRATED)).isEqualTo(1);
        assertThat(connections.departed(Departure.FAILED)).isZero();
    }

    @Test
    void left_sends_areRelayedInOrder_wholeMessagesOnly() throws Exception {
        FakeExit exit = leave(0);
        exit.told.clear();
        assertThat(connection.send("a").toCompletableFuture().get().reached()).isEqualTo(1);
        connection.send(new byte[3]);
        connection.session().getBasicRemote().sendText("b");
        assertThat(connection.session().getAsyncRemote().sendText("c")).isDone();
        assertThat(connections.clients().count()).isZero();

        assertThat(exit.told).containsExactly("relay a", "relay 3 bytes", "relay b", "relay c");
        assertThat(container.written).containsExactly("farewell", "close 1012");
    }

    @Test
    void registry_whenOneIdHasTwoSessions_keepsThemApart() {
        leave(0);
        Connection former = connection;
        FakeSession second = new FakeSession();
        second.userProperties.put(Carrier.class.getName(), new FakeCarrier());
        HubEndpoint again = new HubEndpoint(hub);
        again.onOpen(second.session(), emptyConfig());
        assertThat(connections.count()).isEqualTo(2);

        sessionEnds();

        assertThat(connections.all()).hasSize(1).doesNotContain(former);
        assertThat(connections.all().iterator().next().id()).isEqualTo("c-1");
    }

    @Test
    void arrival_whenADrainHasBegun_isLetIn_asItsServerHasLetItGo() {
        server.draining = true;
        FakeSession second = new FakeSession();
        second.userProperties.put(Carrier.class.getName(), new FakeCarrier());

        new HubEndpoint(hub).onOpen(second.session(), emptyConfig());

        assertThat(HEARD).containsExactly("open gamma", "open gamma");
        assertThat(second.written).isEmpty();
    }

    @Test
    void arrival_whenAllIsOver_isClosedAndForgotten() {
        server.stopped = true;
        FakeSession second = new FakeSession();
        second.userProperties.put(Carrier.class.getName(), new FakeCarrier());

        new HubEndpoint(hub).onOpen(second.session(), emptyConfig());

        assertThat(HEARD).containsExactly("open gamma");
        assertThat(second.written).containsExactly("close 1012");
    }

    @Test
    void clientOfItsOwn_whenADrainHasBegun_isClosed() {
        server.draining = true;
        FakeSession second = new FakeSession();

        new HubEndpoint(hub).onOpen(second.session(), emptyConfig());

        assertThat(HEARD).containsExactly("open gamma");
        assertThat(second.written).containsExactly("close 1012");
    }

    private static EndpointConfig emptyConfig() {
        Map<String, Object> properties = new HashMap<>();
        return (EndpointConfig) Proxy.newProxyInstance(
                LeaveTest.class.getClassLoader(),
                new Class<?>[] {EndpointConfig.class},
                (self, method, arguments) -> properties);
    }
}
