// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration.app;

import io.gracehub.ConnectionState;
import io.gracehub.HubConnection;
import io.gracehub.Migration;
import io.gracehub.tck.app.Trace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Traces each connection's coming and going, and counts in its state what was handled: whichever server handles message
 * n must find that n-1 were handled before.
 */
@ApplicationScoped
public class Visits {

    /** The name of this server. */
    public static final String SERVER = System.getProperty("gracehub.server.name", "nameless");

    private static final String HANDLED = "handled";

    private final Map<HubConnection, AtomicInteger> pushes = new ConcurrentHashMap<>();

    void opened(Session session) {
        HubConnection connection = HubConnection.of(session);
        pushes.put(connection, new AtomicInteger());
        Trace.write("open " + line(session, connection));
    }

    void closed(Session session, CloseReason reason) {
        HubConnection connection = HubConnection.of(session);
        AtomicInteger pushed = Objects.requireNonNullElseGet(pushes.remove(connection), AtomicInteger::new);
        Trace.write("close " + line(session, connection) + " code="
                + reason.getCloseCode().getCode() + " pushed=" + pushed);
    }

    /** Notes that a message was handled, and returns its answer. */
    String handled(Session session, int number) {
        ConnectionState state = HubConnection.of(session).state();
        int before = count(state);
        if (number != before + 1) {
            Trace.write("gap client=" + client(session) + " handled=" + before + " now=" + number);
        }
        state.put(HANDLED, number);
        return number + "@" + SERVER;
    }

    /** Sends the connection the next of this server's own messages, unless its client is one of the slow ones. */
    void push(HubConnection connection) {
        AtomicInteger pushed = pushes.get(connection);
        if (pushed != null
                && "0".equals(connection.session().getPathParameters().get("millis"))) {
            String session = session(connection.session());
            connection.send("push " + pushed.incrementAndGet() + "@" + SERVER + "#" + session);
        }
    }

    private static String line(Session session, HubConnection connection) {
        Migration migration = connection.migration().orElse(null);
        return "client=%s id=%s from=%s to=%s lost=%s handled=%d session=%s"
                .formatted(
                        client(session),
                        connection.id(),
                        migration == null ? "-" : migration.from(),
                        migration == null ? "-" : migration.to(),
                        migration != null && migration.lost(),
                        count(connection.state()),
                        session(session));
    }

    /** A name that no other process gives: some containers count their sessions. */
    private static String session(Session session) {
        return ProcessHandle.current().pid() + "-" + session.getId();
    }

    private static int count(ConnectionState state) {
        return Objects.requireNonNullElse(state.get(HANDLED, Integer.class), 0);
    }

    private static String client(Session session) {
        return session.getRequestParameterMap()
                .getOrDefault("client", List.of("-"))
                .get(0);
    }
}
