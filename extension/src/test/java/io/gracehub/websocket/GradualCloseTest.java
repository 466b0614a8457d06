// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.codec.Codecs;
import io.gracehub.codec.HubCodecs;
import io.gracehub.codec.Instances;
import io.gracehub.connection.Arrival;
import io.gracehub.connection.Connection;
import io.gracehub.connection.ConnectionSettings;
import io.gracehub.connection.Connections;
import io.gracehub.connection.JsonBinding;
import io.gracehub.message.Problems;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradualCloseTest {

    private final Connections connections = new Connections(
            "/hub",
            new ConnectionSettings(100_000, Duration.ofSeconds(10)),
            new JsonBinding(),
            new Connections.Threads(Runnable::run, Runnable::run));
    private final List<FakeSession> sessions = new ArrayList<>();
    private final RestartReason reason = new RestartReason(Duration.ofSeconds(5));
    private boolean wanted = true;
    private final GradualClose closing = new GradualClose(connections, reason, () -> wanted);

    @Test
    void close_closesAsManyAsAsked_andNoneTwice() {
        open(5);

        closing.close(2);
        assertThat(closing.left()).isEqualTo(3);
        assertThat(closed()).isEqualTo(2);
        closing.close(2);
        closing.close(2);
        closing.close(2);

        assertThat(closing.left()).isZero();
        assertThat(sessions).allSatisfy(session -> assertThat(session.written).containsExactly("close 1012"));
    }

    @Test
    void close_whenACallbackRuns_waitsForItAlone() {
        Connection busy = open(1);
        busy.activity().begin();
        open(2);

        closing.close(3);
        assertThat(closing.left()).isZero();
        assertThat(closed()).isEqualTo(2);
        busy.activity().end();

        assertThat(closed()).isEqualTo(3);
    }

    @Test
    void close_whenNoLongerWanted_leavesWhatWasBusyOpen() {
        Connection busy = open(1);
        busy.activity().begin();

        closing.close(1);
        wanted = false;
        busy.activity().end();

        assertThat(closed()).isZero();
        assertThat(busy.closing()).isFalse();
    }

    @Test
    void left_countsThoseWhoCome_notThoseWhomTheHubCloses() {
        Connection turnedAway = open(1);
        open(2);
        turnedAway.close(new CloseReason(CloseCodes.VIOLATED_POLICY, "not you"));
        assertThat(closing.left()).isEqualTo(2);
        closing.close(2);

        open(1);

        assertThat(closing.left()).isEqualTo(1);
    }

    private long closed() {
        return sessions.stream()
                .filter(session -> session.written.contains("close 1012"))
                .count();
    }

    /** Opens some connections and returns the last. */
    private Connection open(int count) {
        Connection last = connections.open(added(), codecs(), Arrival.byItself());
        for (int i = 1; i < count; i++) {
            last = connections.open(added(), codecs(), Arrival.byItself());
        }
        return last;
    }

    private Session added() {
        FakeSession session = new FakeSession();
        sessions.add(session);
        return session.session();
    }

    private static Codecs codecs() {
        Instances none = new Instances() {
            @Override
            public <T> Owned<T> create(Class<T> type) {
                throw new AssertionError(type);
            }
        };
        EndpointConfig config = (EndpointConfig) Proxy.newProxyInstance(
                GradualCloseTest.class.getClassLoader(),
                new Class<?>[] {EndpointConfig.class},
                (self, method, arguments) -> Map.of());
        return HubCodecs.of(List.of(), List.of(), new Problems(), "Hub").open(config, none);
    }
}
