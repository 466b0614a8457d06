// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.connection.ClientSide.Dialing;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkMessage;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a connection can be in. Each state holds what is valid in it only, and answers the events that mean something in
 * it; those that it does not answer come too late, and are answered here.
 */
abstract class State {

    final Connection connection;

    State(Connection connection) {
        this.connection = connection;
    }

    /** How long it may last; zero where nothing is waited for. */
    abstract Duration bound();

    /** It has lasted too long. */
    void overdue() {}

    /** Ends the move, which something else has overtaken: gives back what it has taken, and says why it is over. */
    abstract void overtaken(String why);

    /** Whether nothing can follow but the end. */
    boolean ending() {
        return false;
    }

    /** Whether the connection is at no server. */
    boolean homeless() {
        return false;
    }

    void move(Server target, Duration mayTake) {
        connection.unwanted(target);
    }

    void target(Server target) {
        connection.unwanted(target);
    }

    void noTarget(String why) {}

    void dialed(Dialing dialing) {}

    void refused(Dialing dialing, String why) {}

    void held(long messages) {}

    void left(JsonObject kept) {}

    /** There is a link to a server again. */
    void linked(Server again) {}

    /** A server that it is not at has told a state. */
    void early(Server from, JsonObject told) {}

    void kept(String why) {}

    void expecting(Server from) {}

    void arrived(Dialing dialing, ServerSide session) {
        session.abandon();
    }

    void relayed(LinkMessage.Payload message) {
        connection.client().deliver(message);
    }

    boolean serverClosing(ServerSide from, CloseStatus status) {
        overtaken("the server has closed the connection");
        connection.closing();
        return true;
    }

    void serverLost(boolean midMessage) {
        if (midMessage) {
            overtaken("the server was lost in the middle of a message");
            connection.close();
        } else {
            overtaken("the server was lost");
            connection.client().hold();
            connection.paused();
            connection.crashed();
        }
    }

    void clientGone() {
        overtaken("the client has gone");
        connection.end();
    }

    static void giveBack(Server target, @Nullable Dialing dialing) {
        if (dialing != null) {
            dialing.abandon();
        }
        target.departed();
    }
}
