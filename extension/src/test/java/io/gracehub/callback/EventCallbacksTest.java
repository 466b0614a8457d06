// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import static io.gracehub.callback.Binding.CONFIG;
import static io.gracehub.callback.Binding.GOT;
import static io.gracehub.callback.Binding.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The legal forms of {@code @OnOpen}, {@code @OnClose} and {@code @OnError} (sections 4.4 to 4.6). */
class EventCallbacksTest {

    private static final CloseReason REASON = new CloseReason(CloseCodes.GOING_AWAY, "bye");

    static class Full {
        @OnOpen
        void opened(@PathParam("room") String room, EndpointConfig config, Session session) {
            GOT.addAll(List.of(room, config, session));
        }

        @OnClose
        void closed(CloseReason reason, @PathParam("level") int level, Session session) {
            GOT.addAll(List.of(reason, level, session));
        }

        @OnError
        void failed(Session session, @PathParam("level") Integer level, Throwable failure) {
            GOT.addAll(List.of(session, level, failure));
        }
    }

    static class Bare {
        @OnOpen
        void opened() {
            GOT.add("opened");
        }

        @OnClose
        void closed() {
            GOT.add("closed");
        }

        @OnError
        void failed(Throwable failure) {
            GOT.add(failure);
        }
    }

    static class OneForTwo {
        @OnOpen
        @OnClose
        String changed(Session session) {
            GOT.add(session);
            return "changed";
        }
    }

    private final IOException failure = new IOException("failure");

    private void all(Binding binding) throws Throwable {
        HubCallbacks callbacks = binding.callbacks;
        callbacks.onOpen().orElseThrow().invoke(binding.instance(), binding.scope.event());
        callbacks.onClose().orElseThrow().invoke(binding.instance(), binding.scope.closed(REASON));
        callbacks.onError().orElseThrow().invoke(binding.instance(), binding.scope.error(failure));
    }

    @Test
    void event_whenAllParametersAreThere_givesEach() throws Throwable {
        all(Binding.of(Full.class, Set.of("room", "level"), List.of()).path(Map.of("room", "blue", "level", "7")));

        assertThat(GOT).containsExactly("blue", CONFIG, SESSION, REASON, 7, SESSION, SESSION, 7, failure);
    }

    @Test
    void event_whenParametersAreLeftOut_isCalledWithoutThem() throws Throwable {
        all(Binding.of(Bare.class));

        assertThat(GOT).containsExactly("opened", "closed", failure);
    }

    @Test
    void event_whenMethodHasTwoAnnotations_isCalledForBoth() throws Throwable {
        Binding binding = Binding.of(OneForTwo.class);

        Object opened = binding.callbacks.onOpen().orElseThrow().invoke(binding.instance(), binding.scope.event());
        Object closed =
                binding.callbacks.onClose().orElseThrow().invoke(binding.instance(), binding.scope.closed(REASON));

        assertThat(GOT).containsExactly(SESSION, SESSION);
        assertThat(List.of(String.valueOf(opened), String.valueOf(closed))).containsOnly("changed");
    }
}
