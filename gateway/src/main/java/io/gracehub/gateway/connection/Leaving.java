// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.connection.Carrier.Outcome;
import io.gracehub.gateway.connection.ClientSide.Dialing;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkMessage;
import io.gracehub.link.LinkProtocol;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client is held; the old server handles what it has got, and leaves: its word and its Close frame are due. */
final class Leaving extends State {

    private final Server target;
    private final List<LinkMessage.Payload> late = new ArrayList<>();
    private final long messages;
    private @Nullable Dialing dialing;
    private @Nullable JsonObject left;
    private boolean closed;
    private int lateLength;
    private Duration remaining;

    /**
     * Begins to wait; the server is to be asked.
     *
     * @param messages that the server handles first
     */
    Leaving(Connection connection, Server target, Dialing dialing, long messages) {
        super(connection);
        this.target = target;
        this.dialing = dialing;
        this.messages = messages;
        this.remaining = connection.mayTake();
    }

    /** Asks the server to let it go; or, if it may have done that, to say so once more. */
    void ask() {
        connection.tell(connection.server(), new LinkMessage.Leave(connection.id(), target.name(), messages));
    }

    /** What was said last may have been lost with the former link. */
    @Override
    void linked(Server again) {
        if (again == connection.server() && left == null) {
            ask();
        }
    }

    /** Until it asks again. */
    @Override
    Duration bound() {
        return remaining.compareTo(LinkProtocol.SAID_AGAIN) < 0 ? remaining : LinkProtocol.SAID_AGAIN;
    }

    @Override
    void overdue() {
        remaining = remaining.minus(bound());
        if (remaining.isZero()) {
            giveUp();
            return;
        }
        connection.bound(bound());
        if (left == null) {
            ask();
        }
    }

    /** The server has not said that it has let the connection go: it may be dying, or a handler may not return. */
    private void giveUp() {
        if (!connection.withoutClient()) {
            Messages.LEAVE_OVERDUE.log(
                    connection.id(), connection.server(), closed ? "closed the session" : "did not close the session");
        }
        if (!closed) {
            connection.session().abandon();
        }
        crashed();
    }

    @Override
    void overtaken(String why) {
        giveBack(target, dialing);
        connection.over(target, Outcome.ENDED, why);
    }

    @Override
    void refused(Dialing refusing, String why) {
        if (refusing == dialing) {
            dialing = null; // tried again when it is needed
        }
    }

    @Override
    void left(JsonObject kept) {
        left = kept;
        departIfDone();
    }

    @Override
    boolean serverClosing(ServerSide from, CloseStatus status) {
        if (status.code() != CloseStatus.SERVICE_RESTART) {
            return super.serverClosing(from, status);
        }
        from.farewell();
        sessionOver();
        return false;
    }

    /** Nothing more comes from the old server but its word. */
    private void sessionOver() {
        closed = true;
        if (left == null) {
            remaining = Bounds.WORD;
            connection.bound(bound());
        }
        departIfDone();
    }

    private void departIfDone() {
        JsonObject kept = left;
        if (closed && kept != null) {
            late.forEach(connection.client()::deliver);
            connection.arrive(Journey.of(connection.server(), kept), target, dialing);
        }
    }

    /** What was written before is still on its way. */
    @Override
    void relayed(LinkMessage.Payload message) {
        if (connection.withoutClient()) {
            return;
        }
        late.add(message);
        lateLength += message.length();
        if (lateLength > Bounds.LATE) {
            overtaken("too much is waiting to be delivered");
            connection.session().abandon();
            connection.close();
        }
    }

    @Override
    void kept(String why) {
        if (left == null && !closed) {
            giveBack(target, dialing);
            late.forEach(connection.client()::deliver);
            connection.enter(new Open(connection));
            connection.client().release();
            connection.over(target, Outcome.STAYED, why);
        }
    }

    @Override
    void serverLost(boolean midMessage) {
        if (closed) {
            return; // its Close frame has come: the end of the TCP connection was due
        }
        if (midMessage) {
            super.serverLost(true);
        } else {
            crashed();
        }
    }

    private void crashed() {
        giveBack(target, dialing);
        late.forEach(connection.client()::deliver);
        connection.crashed();
    }

    /** The old server may have let it go already: the new one is to see the end. */
    @Override
    void clientGone() {
        late.clear();
        sessionOver();
    }
}
