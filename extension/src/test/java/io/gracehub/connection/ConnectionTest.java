// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gracehub.Delivery;
import io.gracehub.HubConnection;
import io.gracehub.codec.Codecs;
import io.gracehub.codec.HubCodecs;
import io.gracehub.codec.Instances;
import io.gracehub.message.Problems;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EncodeException;
import jakarta.websocket.EndpointConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final int MAX_BACKLOG = 1_000;

    private final Connections connections = new Connections(
            "/chat",
            new ConnectionSettings(MAX_BACKLOG, Duration.ofSeconds(10)),
            new JsonBinding(),
            new Connections.Threads(Runnable::run, Runnable::run));

    @Test
    void open_makesItFindable_fromItsSession() {
        RecordingSession container = new RecordingSession();
        Connection connection = open(container);

        assertThat(HubConnection.of(connection.session())).isSameAs(connection);
        assertThat(HubConnection.of(container.session())).isSameAs(connection);
        assertThat(connections.count()).isEqualTo(1);
        assertThatThrownBy(() -> HubConnection.of(new RecordingSession().session()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("session-1");
    }

    @Test
    void userProperties_whenCleared_leaveItFindable() {
        Connection connection = open(new RecordingSession());

        connection.session().getUserProperties().clear();

        assertThat(HubConnection.of(connection.session())).isSameAs(connection);
    }

    @Test
    void send_whenSomeFail_tellsWhoWasReached() throws Exception {
        RecordingSession good = new RecordingSession();
        RecordingSession gone = new RecordingSession();
        open(good);
        Connection failing = open(gone);
        failing.ended();

        Delivery delivery = get(connections.clients().send("hello"));

        assertThat(good.written).containsExactly("hello");
        assertThat(delivery.reached()).isEqualTo(1);
        assertThat(delivery.failed()).containsOnlyKeys(failing.id());
    }

    @Test
    void send_whenAClientDoesNotRead_closesThatOne_andTheOthersGoOn() throws Exception {
        RecordingSession slow = new RecordingSession();
        slow.stuck = true;
        RecordingSession fast = new RecordingSession();
        Connection stuck = open(slow);
        open(fast);
        String message = "x".repeat(400);

        connections.clients().send(message);
        connections.clients().send(message);
        Delivery third = get(connections.clients().send(message));

        assertThat(third.reached()).isEqualTo(1);
        assertThat(third.failed()).containsOnlyKeys(stuck.id());
        assertThat(slow.written).containsExactly(message, "close 1013");
        assertThat(fast.written).containsExactly(message, message, message);
        assertThat(stuck.closing()).isTrue();
    }

    @Test
    void send_whenBytes_areTheSendersOwnAgainAtOnce_andEachClientReadsAll() {
        RecordingSession first = new RecordingSession();
        RecordingSession second = new RecordingSession();
        open(first);
        open(second);
        byte[] bytes = "abc".getBytes(StandardCharsets.UTF_8);

        connections.clients().send(ByteBuffer.wrap(bytes));
        bytes[0] = 'z';
        connections.clients().send(bytes);

        assertThat(first.written).containsExactly("bytes abc", "bytes zbc");
        assertThat(second.written).containsExactly("bytes abc", "bytes zbc");
    }

    @Test
    void send_whenNobodyEncodesIt_failsWithTheClass() throws Exception {
        Connection connection = open(new RecordingSession());

        Delivery delivery = get(connection.send(new Thread()));

        assertThat(delivery.reached()).isZero();
        assertThat(delivery.failed().get(connection.id()))
                .isInstanceOf(EncodeException.class)
                .hasMessageContaining("java.lang.Thread");
    }

    @Test
    void where_whenTheConditionHolds_selects() {
        Connection first = open(new RecordingSession());
        open(new RecordingSession());
        first.state().put("room", "a");

        assertThat(connections.clients().where(c -> c.state().keys().contains("room")).stream())
                .containsExactly(first);
        assertThat(connections.clients().where(c -> false).count()).isZero();
    }

    @Test
    void close_followsWhatWasSent_andEndsTheSelection() throws Exception {
        RecordingSession container = new RecordingSession();
        open(container);

        connections.clients().send("exit");
        connections
                .clients()
                .close(new CloseReason(CloseCodes.GOING_AWAY, "bye"))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);

        assertThat(container.written).containsExactly("exit", "close 1001");
        assertThat(connections.clients().count()).isZero();
    }

    @Test
    void sendWriter_sendsParts_andNeverTearsAPairApart() throws Exception {
        RecordingSession container = new RecordingSession();
        Connection connection = open(container);
        String pair = "\uD83D\uDE00";

        try (Writer writer = connection.session().getBasicRemote().getSendWriter()) {
            writer.write("a" + pair.charAt(0));
            writer.flush();
            writer.write(pair.charAt(1) + "b");
        }

        assertThat(container.written).containsExactly("a-", pair + "b.");
    }

    @Test
    void sendWriter_whenAnotherIsOpen_waitsForItsEnd() throws Exception {
        RecordingSession container = new RecordingSession();
        Connection connection = open(container);
        Writer first = connection.session().getBasicRemote().getSendWriter();
        first.write("a");
        first.flush();

        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            try (OutputStream second = connection.session().getBasicRemote().getSendStream()) {
                second.write('b');
                second.flush();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        CompletableFuture<Void> flushed = held(connection);
        first.write("c");
        first.close();
        other.get(5, TimeUnit.SECONDS);
        flushed.get(5, TimeUnit.SECONDS);

        assertThat(container.written).containsExactly("a-", "c.", "bytes b-", "bytes .");
    }

    /** Waits until something is held back: a flush then waits too. */
    private static CompletableFuture<Void> held(Connection connection) {
        long bound = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        CompletableFuture<Void> flushed = connection.flush();
        while (flushed.isDone()) {
            assertThat(System.nanoTime()).as("nothing is held back").isLessThan(bound);
            Thread.onSpinWait();
            flushed = connection.flush();
        }
        return flushed;
    }

    @Test
    void sendStream_sendsParts_asItsBufferFills() throws Exception {
        RecordingSession container = new RecordingSession();
        Connection connection = open(container);

        try (OutputStream stream = connection.session().getBasicRemote().getSendStream()) {
            stream.write(new byte[8 * 1024 + 1]);
        }

        assertThat(container.written).hasSize(2);
        assertThat(container.written.get(0)).endsWith("-");
        assertThat(container.written.get(1)).endsWith(".").hasSize("bytes ".length() + 2);
    }

    @Test
    void sweep_whenAWriteIsOverdue_givesTheConnectionUp() {
        RecordingSession container = new RecordingSession();
        container.stuck = true;
        Connection connection = open(container);
        CompletableFuture<Void> written = connection.replyLater("a");

        connections.sweep(System.nanoTime());
        assertThat(written).isNotDone();
        connections.sweep(System.nanoTime() + Duration.ofSeconds(11).toNanos());

        assertThat(written).isCompletedExceptionally();
        assertThat(container.written).containsExactly("a", "close 1013");
    }

    @Test
    void sweep_whenTheContainerDoesNotTellTheEnd_findsIt() {
        RecordingSession container = new RecordingSession();
        Connection connection = open(container);
        long now = System.nanoTime();

        assertThat(connections.sweep(now)).isEmpty();
        container.open = false;
        assertThat(connections.sweep(now)).isEmpty();
        assertThat(connections.sweep(now + Duration.ofSeconds(2).toNanos())).containsExactly(connection);
    }

    @Test
    void remove_countsADepartureOnce() {
        Connection connection = open(new RecordingSession());

        connections.remove(connection, Departure.BY_CLIENT);
        connections.remove(connection, Departure.FAILED);

        assertThat(connections.departed(Departure.BY_CLIENT)).isEqualTo(1);
        assertThat(connections.departed(Departure.FAILED)).isZero();
    }

    @Test
    void remove_whenSomebodyWaitsForTheLast_hasCountedItByThen() {
        for (int i = 1; i <= 5_000; i++) {
            Connection connection = open(new RecordingSession());
            CompletableFuture<Void> removed =
                    CompletableFuture.runAsync(() -> connections.remove(connection, Departure.BY_CLIENT));
            while (connections.count() > 0) {
                Thread.onSpinWait();
            }
            assertThat(connections.departed(Departure.BY_CLIENT)).isEqualTo(i);
            removed.join();
        }
    }

    @Test
    void settle_whenACallbackRuns_waitsForIt() {
        Connection connection = open(new RecordingSession());
        connection.activity().begin();

        CompletableFuture<Void> settled = connection.settle();
        assertThat(settled).isNotDone();
        connection.activity().end();

        assertThat(settled).isCompleted();
        assertThat(connection.settle()).isCompleted();
    }

    private Connection open(RecordingSession container) {
        return connections.open(container.session(), codecs(), Arrival.byItself());
    }

    private static Codecs codecs() {
        EndpointConfig none = (EndpointConfig) Proxy.newProxyInstance(
                ConnectionTest.class.getClassLoader(),
                new Class<?>[] {EndpointConfig.class},
                (self, method, a) -> null);
        Instances nothing = new Instances() {
            @Override
            public <T> Owned<T> create(Class<T> type) {
                throw new AssertionError(type);
            }
        };
        return HubCodecs.of(List.of(), List.of(), new Problems(), "Hub").open(none, nothing);
    }

    private static Delivery get(CompletionStage<Delivery> stage) throws Exception {
        return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
