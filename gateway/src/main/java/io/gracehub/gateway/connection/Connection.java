// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.connection.Carrier.Need;
import io.gracehub.gateway.connection.Carrier.Outcome;
import io.gracehub.gateway.connection.ClientSide.Dialing;
import io.gracehub.gateway.connection.State.Arriving;
import io.gracehub.gateway.connection.State.Choosing;
import io.gracehub.gateway.connection.State.Closing;
import io.gracehub.gateway.connection.State.Ended;
import io.gracehub.gateway.connection.State.Holding;
import io.gracehub.gateway.connection.State.Journey;
import io.gracehub.gateway.connection.State.Leaving;
import io.gracehub.gateway.connection.State.Open;
import io.gracehub.gateway.connection.State.Preparing;
import io.gracehub.gateway.connection.State.Seeking;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkMessage;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, carried from a server to another. Every method but {@link #id} and {@link #server} is called
 * on its loop; every state but {@code OPEN} has a timer.
 *
 * <pre>
 *        move              dialed              held: leave            left and Close 1012
 *  OPEN ─────> PREPARING ─────────> HOLDING ─────────────> LEAVING ───────────────────────────┐
 *   ^  ^          │  ^                 │                      │ server lost (crash)           │
 *   │  │  refused │  │ target          │ no boundary: stay    v                               v
 *   │  └─stay── CHOOSING               │ (LEAVING: stay)   SEEKING <──refused──────────── ARRIVING
 *   │                                  │                    ^   └────target: expect──────────>│
 *   ├──────────────────────────────────┘                    │                                 │
 *   ├───server lost (crash)─────────────────────────────────┘                                 │
 *   └────────────────────────────────────expecting, dialed, then 101: attach──────────────────┘
 *
 *  any ──no way on, or a Close of the server's own──> CLOSING ──client gone──> ENDED
 * </pre>
 */
public final class Connection {

    private static final String TOO_LATE = "no server took it in time";

    private final String id;
    private final ClientSide client;
    private final Carrier carrier;
    private final boolean movable;
    private volatile Server server;
    private ServerSide session;
    private State state = new Open();
    private Loop.Timer timer = Loop.Timer.NONE;
    private Loop.Timer homeless = Loop.Timer.NONE;
    private boolean lastTarget;
    private JsonObject lastState = JsonValue.EMPTY_JSON_OBJECT;
    private Duration mayTake = Duration.ZERO;
    private long heldSince;
    private boolean clientGone;

    Connection(String id, ClientSide client, ServerSide session, Server server, Carrier carrier, boolean movable) {
        this.movable = movable;
        this.id = id;
        this.client = client;
        this.session = session;
        this.server = server;
        this.carrier = carrier;
    }

    public String id() {
        return id;
    }

    /** The server that it is at, or was at last. May be called from anywhere. */
    public Server server() {
        return server;
    }

    /** The state's name, for tests. */
    String state() {
        return state.getClass().getSimpleName();
    }

    /** Whether its server knows it by its id. */
    public boolean movable() {
        return movable;
    }

    /** The loop that all events come on. */
    public Loop loop() {
        return client.loop();
    }

    // ---- OPEN ----

    /**
     * Begins a move; the target's count is this connection's to give back.
     *
     * @param mayTake the longest time that its server may take to let it go
     */
    public void move(Server target, Duration mayTake) {
        if (state instanceof Open) {
            this.mayTake = mayTake;
            prepare(target, Set.of());
        } else {
            unwanted(target);
        }
    }

    private void unwanted(Server target) {
        target.departed();
        over(server, target, ending() ? Outcome.ENDED : Outcome.STAYED, "it was not free to move");
    }

    private void prepare(Server target, Set<Server> tried) {
        enter(new Preparing(target, client.dial(target), tried), Bounds.DIAL, () -> refuse("no answer in time"));
    }

    // ---- PREPARING ----

    /** A server can be reached. */
    public void dialed(Dialing dialing) {
        if (state instanceof Preparing preparing && preparing.dialing() == dialing) {
            enter(new Holding(preparing.target(), dialing), Bounds.HOLD, this::noBoundary);
            client.hold();
        } else if (state instanceof Arriving arriving && arriving.dialing == dialing) {
            arriving.connected = true;
            openIfReady(arriving);
        }
    }

    /** A server cannot be reached or does not take the connection; the text says why, for people. */
    public void refused(Dialing dialing, String why) {
        if (state instanceof Leaving leaving && leaving.dialing == dialing) {
            leaving.dialing = null; // tried again when it is needed
        } else if (dialing == currentDialing()) {
            refuse(why);
        }
    }

    private @Nullable Dialing currentDialing() {
        if (state instanceof Preparing preparing) {
            return preparing.dialing();
        }
        if (state instanceof Holding holding) {
            return holding.dialing();
        }
        return state instanceof Arriving arriving ? arriving.dialing : null;
    }

    private void refuse(String why) {
        if (state instanceof Preparing preparing) {
            preparing.dialing().abandon();
            preparing.target().departed();
            Set<Server> tried = new HashSet<>(preparing.tried());
            tried.add(preparing.target());
            enter(new Choosing(tried), Bounds.CHOOSE, () -> stay(preparing.target(), why));
            carrier.seek(this, server, tried, Need.OTHER);
        } else if (state instanceof Holding holding) {
            client.release();
            giveBack(holding.target(), holding.dialing());
            stay(holding.target(), why);
        } else if (state instanceof Arriving arriving) {
            giveBack(arriving.target, arriving.dialing);
            Messages.NOT_TAKEN.log(id, arriving.target, why);
            seek(arriving.journey.without(arriving.target), Need.LEFT);
        }
    }

    private static void giveBack(Server target, @Nullable Dialing dialing) {
        if (dialing != null) {
            dialing.abandon();
        }
        target.departed();
    }

    private void stay(Server target, String why) {
        enter(new Open());
        carrier.tell(server, new LinkMessage.Stay(id, why));
        over(server, target, Outcome.STAYED, why);
    }

    // ---- the carrier's answers ----

    /** A server to go to; its count is this connection's to give back. */
    public void target(Server target) {
        if (state instanceof Choosing choosing) {
            prepare(target, choosing.tried());
        } else if (state instanceof Seeking seeking) {
            arrive(seeking.journey(), target, null);
        } else {
            unwanted(target);
        }
    }

    /** There is no server to go to, at least not now. */
    public void noTarget(String why) {
        if (state instanceof Choosing) {
            stay(server, why);
        } else if (state instanceof Seeking seeking && seeking.journey().lost()) {
            giveUp(seeking.journey().from(), why);
        }
    }

    // ---- HOLDING ----

    /** The boundary that {@link ClientSide#hold} asked for has been reached, after so many messages. */
    public void held(long messages) {
        if (state instanceof Holding holding) {
            heldSince = System.nanoTime();
            enter(new Leaving(holding.target(), holding.dialing()), mayTake, this::overdue);
            carrier.tell(server, new LinkMessage.Leave(id, holding.target().name(), messages));
        }
    }

    private void noBoundary() {
        refuse("the client did not end a message within " + Bounds.HOLD.toSeconds() + " s");
    }

    // ---- LEAVING ----

    /** The server's hub has let it go. */
    public void left(JsonObject kept) {
        lastState = kept;
        if (state instanceof Leaving leaving) {
            leaving.left = kept;
            departIfDone(leaving);
        }
    }

    /**
     * A Close frame has come from a server. Returns whether it is to be passed on to the client; else it was a mark,
     * and has been answered.
     */
    public boolean serverClosing(ServerSide from, CloseStatus status) {
        if (state instanceof Leaving leaving && status.code() == CloseStatus.SERVICE_RESTART) {
            from.farewell();
            sessionOver(leaving);
            return false;
        }
        if (!ending()) {
            stopMoving("the server has closed the connection");
            closing();
        }
        return true;
    }

    /** The server does not let it go, and has done nothing yet: the client goes on there at once. */
    public void kept(String why) {
        if (state instanceof Leaving leaving && leaving.left == null && !leaving.closed) {
            giveBack(leaving.target, leaving.dialing);
            leaving.late.forEach(client::deliver);
            enter(new Open());
            client.release();
            over(server, leaving.target, Outcome.STAYED, why);
        }
    }

    /** Nothing more comes from the old server but its word. */
    private void sessionOver(Leaving leaving) {
        leaving.closed = true;
        if (leaving.left == null) {
            timer.cancel();
            timer = loop().after(Bounds.WORD, this::overdue);
        }
        departIfDone(leaving);
    }

    private void departIfDone(Leaving leaving) {
        JsonObject kept = leaving.left;
        if (leaving.closed && kept != null) {
            depart(leaving, new Journey(server, kept, false, Set.of()));
        }
    }

    private void depart(Leaving leaving, Journey journey) {
        leaving.late.forEach(client::deliver);
        arrive(journey, leaving.target, leaving.dialing);
    }

    /** The server has not said that it has let the connection go: it may be dying, or a handler may not return. */
    private void overdue() {
        if (state instanceof Leaving leaving) {
            Messages.LEAVE_OVERDUE.log(id, server, leaving.closed ? "closed the session" : "did not close the session");
            if (!leaving.closed) {
                session.abandon();
            }
            crashed(leaving);
        }
    }

    // ---- crashes ----

    /**
     * A session with a server has ended without a Close frame.
     *
     * @param midMessage whether the client has got a part of a message whose rest will never come
     */
    public void serverLost(ServerSide from, boolean midMessage) {
        if (from != session || ending()) {
            return;
        }
        if (state instanceof Leaving leaving && leaving.closed) {
            return; // its Close frame has come: the end of the TCP connection was due
        }
        if (state instanceof Seeking || state instanceof Arriving) {
            return;
        }
        if (midMessage) {
            stopMoving("the server was lost in the middle of a message");
            close();
        } else if (state instanceof Leaving leaving) {
            crashed(leaving);
        } else {
            stopMoving("the server was lost");
            client.hold();
            heldSince = System.nanoTime();
            seek(new Journey(server, lastState, true, Set.of()), Need.CRASHED);
        }
    }

    private void crashed(Leaving leaving) {
        giveBack(leaving.target, leaving.dialing);
        leaving.late.forEach(client::deliver);
        seek(new Journey(server, lastState, true, Set.of()), Need.CRASHED);
    }

    /** Ends a move that something else has overtaken. */
    private void stopMoving(String why) {
        if (state instanceof Preparing preparing) {
            giveBack(preparing.target(), preparing.dialing());
            over(server, preparing.target(), Outcome.ENDED, why);
        } else if (state instanceof Choosing) {
            over(server, server, Outcome.ENDED, why);
        } else if (state instanceof Holding holding) {
            client.release();
            giveBack(holding.target(), holding.dialing());
            over(server, holding.target(), Outcome.ENDED, why);
        } else if (state instanceof Leaving leaving) {
            giveBack(leaving.target, leaving.dialing);
            over(server, leaving.target, Outcome.ENDED, why);
        } else if (state instanceof Seeking) {
            over(server, server, Outcome.ENDED, why);
        } else if (state instanceof Arriving arriving) {
            giveBack(arriving.target, arriving.dialing);
            over(server, arriving.target, Outcome.ENDED, why);
        }
    }

    // ---- SEEKING ----

    private void seek(Journey journey, Need need) {
        if (clientGone || lastTarget) {
            giveUp(journey.from(), clientGone ? "the client has gone" : TOO_LATE);
            return;
        }
        enter(new Seeking(journey));
        if (homeless == Loop.Timer.NONE) { // one bound for all targets that refuse, one after the other
            homeless = loop().after(journey.lost() ? Bounds.SEEK_AFTER_CRASH : Bounds.SEEK, this::homelessTooLong);
        }
        carrier.seek(this, journey.from(), journey.tried(), need);
    }

    private void homelessTooLong() {
        if (state instanceof Seeking seeking) {
            giveUp(seeking.journey().from(), TOO_LATE);
        } else {
            lastTarget = true;
        }
    }

    private void giveUp(Server from, String why) {
        over(from, from, clientGone ? Outcome.ENDED : Outcome.CLOSED, why);
        close();
    }

    private void close() {
        if (clientGone) {
            end();
            return;
        }
        closing();
        client.close(CloseStatus.restart());
    }

    private void closing() {
        enter(new Closing(), Bounds.CLOSE, this::clientGone); // the network's own bounds are shorter
    }

    // ---- ARRIVING ----

    private void arrive(Journey journey, Server target, @Nullable Dialing prepared) {
        Dialing dialing = prepared == null ? client.dial(target) : prepared;
        enter(
                new Arriving(journey, target, dialing, prepared != null),
                Bounds.ARRIVE,
                () -> refuse("no answer in time"));
        carrier.tell(
                target,
                new LinkMessage.Expect(id, journey.from().name(), target.name(), journey.state(), journey.lost()));
    }

    /** The target expects it. */
    public void expecting() {
        if (state instanceof Arriving arriving) {
            arriving.expected = true;
            openIfReady(arriving);
        }
    }

    private void openIfReady(Arriving arriving) {
        if (arriving.connected && arriving.expected) {
            arriving.target
                    .identity()
                    .ifPresentOrElse(
                            identity -> arriving.dialing.open(id, identity.token()),
                            () -> refuse("its link has ended"));
        }
    }

    /** A server has taken the connection. */
    public void arrived(Dialing dialing, ServerSide taken) {
        if (!(state instanceof Arriving arriving) || arriving.dialing != dialing) {
            taken.abandon();
            return;
        }
        Server from = server;
        server.departed();
        server = arriving.target;
        session = taken;
        lastState = arriving.journey.state();
        Outcome outcome = arriving.journey.lost() ? Outcome.MOVED_AFTER_CRASH : Outcome.MOVED;
        enter(new Open());
        Duration pause = Duration.ofNanos(System.nanoTime() - heldSince);
        carrier.moved(this, new Carrier.Move(from, server, outcome, pause, ""));
        if (clientGone) {
            taken.abandon(); // both servers have seen the move; the new one now sees the end
            end();
        } else {
            client.attach(taken);
        }
    }

    // ---- in any state ----

    /** The server's application has sent this after the connection had left. */
    public void relayed(LinkMessage.Payload message) {
        if (state instanceof Leaving leaving) {
            leaving.late.add(message); // what was written before is still on its way
        } else if (!(state instanceof Ended)) {
            client.deliver(message);
        }
    }

    /** The last state that a server has told, for a crash. */
    public void remember(JsonObject told) {
        lastState = told;
    }

    /** The client's TCP connection has ended, with or without a closing handshake. */
    public void clientGone() {
        clientGone = true;
        if (state instanceof Arriving) {
            return; // the new server is to see the end, as it has been told of the beginning
        }
        if (state instanceof Leaving leaving) {
            sessionOver(leaving); // the same: the old one may have let it go already
            return;
        }
        stopMoving("the client has gone");
        end();
    }

    /** Closes it: the gateway itself stops. */
    public void shut() {
        if (!ending()) {
            boolean atServer = !(state instanceof Seeking || state instanceof Arriving);
            stopMoving("the gateway stops");
            if (atServer) {
                session.abandon();
            }
            close();
        }
    }

    private boolean ending() {
        return state instanceof Closing || state instanceof Ended;
    }

    private void end() {
        if (!(state instanceof Ended)) {
            enter(new Ended());
            server.departed();
            carrier.ended(this);
        }
    }

    private void over(Server from, Server to, Outcome outcome, String why) {
        carrier.moved(this, new Carrier.Move(from, to, outcome, Duration.ZERO, why));
    }

    private void enter(State next) {
        timer.cancel();
        timer = Loop.Timer.NONE;
        state = next;
        if (!(next instanceof Seeking || next instanceof Arriving)) {
            homeless.cancel();
            homeless = Loop.Timer.NONE;
            lastTarget = false;
        }
    }

    private void enter(State next, Duration bound, Runnable whenItPasses) {
        enter(next);
        timer = loop().after(bound, whenItPasses);
    }
}
