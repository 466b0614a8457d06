// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.connection.Carrier.Need;
import io.gracehub.gateway.connection.Carrier.Outcome;
import io.gracehub.gateway.connection.ClientSide.Dialing;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkMessage;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, carried from a server to another. Every method but {@link #id} and {@link #server} is called
 * on its loop. An event goes to the {@link State}, which decides; every state that waits has a timer.
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
    private volatile String process;
    private @Nullable FormerServers former;
    private ServerSide session;
    private State state = new Open(this);
    private Loop.Timer timer = Loop.Timer.NONE;
    private Loop.Timer search = Loop.Timer.NONE;
    private boolean lastTarget;
    private JsonObject lastState = JsonValue.EMPTY_JSON_OBJECT;
    private Duration mayTake = Duration.ZERO;
    private long pausedSince;
    private boolean clientGone;

    Connection(String id, ClientSide client, ServerSide session, Server server, Carrier carrier, boolean movable) {
        this.movable = movable;
        this.id = id;
        this.client = client;
        this.session = session;
        this.server = server;
        this.process = server.name();
        this.carrier = carrier;
    }

    public String id() {
        return id;
    }

    /** The server that it is at, or was at last. May be called from anywhere. */
    public Server server() {
        return server;
    }

    /** Whether it is still the process that has taken the connection that runs at its server. May be called from anywhere. */
    public boolean sameProcess() {
        return server.name().equals(process);
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

    // ---- the carrier's events ----

    /**
     * Begins a move; the target's count is this connection's to give back.
     *
     * @param mayTake the longest time that its server may take to let it go
     */
    public void move(Server target, Duration mayTake) {
        state.move(target, mayTake);
    }

    /** A server to go to; its count is this connection's to give back. */
    public void target(Server target) {
        state.target(target);
    }

    /** There is a link to a server again, after one that has ended. */
    public void linked(Server again) {
        state.linked(again);
    }

    /** There is no server to go to, at least not now. */
    public void noTarget(String why) {
        state.noTarget(why);
    }

    /** A server has been silent for too long. */
    public void lost(Server silent) {
        if (silent == server && !state.ending()) {
            session.cut();
        }
    }

    /** Closes it: the gateway itself stops. */
    public void shut() {
        if (!state.ending()) {
            boolean atServer = !state.homeless();
            state.overtaken("the gateway stops");
            if (atServer) {
                session.abandon();
            }
            close();
        }
    }

    // ---- the client side's events ----

    /** A server can be reached. */
    public void dialed(Dialing dialing) {
        state.dialed(dialing);
    }

    /** A server cannot be reached or does not take the connection; the text says why, for people. */
    public void refused(Dialing dialing, String why) {
        state.refused(dialing, why);
    }

    /** The boundary that {@link ClientSide#hold} asked for has been reached, after so many messages. */
    public void held(long messages) {
        state.held(messages);
    }

    /** A server has taken the connection. */
    public void arrived(Dialing dialing, ServerSide taken) {
        state.arrived(dialing, taken);
    }

    /**
     * A Close frame has come from a server. Returns whether it is to be passed on to the client; else it was a mark,
     * and has been answered.
     */
    public boolean serverClosing(ServerSide from, CloseStatus status) {
        return state.serverClosing(from, status);
    }

    /**
     * A session with a server has ended without a Close frame.
     *
     * @param midMessage whether the client has got a part of a message whose rest will never come
     */
    public void serverLost(ServerSide from, boolean midMessage) {
        if (from == session) {
            state.serverLost(midMessage);
        }
    }

    /** The client's TCP connection has ended, with or without a closing handshake. */
    public void clientGone() {
        clientGone = true;
        state.clientGone();
    }

    // ---- what a server says over its link ----

    /** A server has said something about it. What one says that it was at before, or was to go to, comes too late. */
    public void told(Server from, LinkMessage.AboutConnection message) {
        if (message instanceof LinkMessage.Relay relay) {
            if (maySpeak(from)) {
                relayed(relay.payload());
            }
        } else if (message instanceof LinkMessage.Expecting) {
            state.expecting(from);
        } else if (from == server) {
            toldHere(message);
        } else if (message instanceof LinkMessage.State last) {
            state.early(from, last.state());
        }
    }

    private boolean maySpeak(Server from) {
        FormerServers left = former;
        return from == server || (left != null && left.maySpeak(from, System.nanoTime()));
    }

    private void toldHere(LinkMessage.AboutConnection message) {
        if (message instanceof LinkMessage.Left left) {
            left(left.state());
        } else if (message instanceof LinkMessage.State last) {
            remember(last.state());
        } else if (message instanceof LinkMessage.Stay stay) {
            kept(stay.reason());
        }
    }

    /** The server's hub has let it go. */
    void left(JsonObject kept) {
        lastState = kept;
        state.left(kept);
    }

    /** The server does not let it go, and has done nothing yet: the client goes on there at once. */
    void kept(String why) {
        state.kept(why);
    }

    /** The server's application has sent this after the connection had left. */
    void relayed(LinkMessage.Payload message) {
        state.relayed(message);
    }

    /** The last state that a server has told, for a crash. */
    void remember(JsonObject told) {
        lastState = told;
    }

    // ---- what the states share ----

    ClientSide client() {
        return client;
    }

    ServerSide session() {
        return session;
    }

    boolean withoutClient() {
        return clientGone;
    }

    Duration mayTake() {
        return mayTake;
    }

    void mayTake(Duration longest) {
        mayTake = longest;
    }

    /** Nothing of the client's goes to the server from now on. */
    void paused() {
        pausedSince = System.nanoTime();
    }

    void enter(State next) {
        state = next;
        bound(next.bound());
        if (!next.homeless()) {
            search.cancel();
            search = Loop.Timer.NONE;
            lastTarget = false;
        }
    }

    /** Sets how long the state may last from now on; zero for ever. */
    void bound(Duration bound) {
        timer.cancel();
        State bounded = state;
        timer = bound.isZero() ? Loop.Timer.NONE : loop().after(bound, bounded::overdue);
    }

    void tell(Server whom, LinkMessage message) {
        carrier.tell(whom, message);
    }

    void ask(Server from, Set<Server> tried, Need need) {
        carrier.seek(this, from, tried, need);
    }

    /** A target was offered that is not needed any more. */
    void unwanted(Server target) {
        target.departed();
        over(target, state.ending() ? Outcome.ENDED : Outcome.STAYED, "it was not free to move");
    }

    /** Says that a move is over. */
    void over(Server to, Outcome outcome, String why) {
        carrier.moved(this, new Carrier.Move(server, to, outcome, Duration.ZERO, why));
    }

    /** It stays where it is, and works. */
    void stay(Server target, String why) {
        enter(new Open(this));
        tell(server, new LinkMessage.Stay(id, why));
        over(target, Outcome.STAYED, why);
    }

    /** Its server is lost, and with it what it was handling. */
    void crashed() {
        seek(Journey.afterCrash(server, lastState), Need.CRASHED);
    }

    /** Looks for a server; one bound holds for all targets that refuse, one after the other. */
    void seek(Journey journey, Need need) {
        if (clientGone || lastTarget) {
            giveUp(clientGone ? "the client has gone" : TOO_LATE);
            return;
        }
        enter(new Seeking(this, journey));
        if (search == Loop.Timer.NONE) {
            search = loop().after(journey.lost() ? Bounds.SEEK_AFTER_CRASH : Bounds.SEEK, this::searchOverdue);
        }
        ask(journey.from(), journey.tried(), need);
    }

    private void searchOverdue() {
        if (state instanceof Seeking) {
            giveUp(TOO_LATE);
        } else {
            lastTarget = true;
        }
    }

    void giveUp(String why) {
        over(server, clientGone ? Outcome.ENDED : Outcome.CLOSED, why);
        close();
    }

    /** Announces it to a server, and connects to that unless it is connected already. */
    void arrive(Journey journey, Server target, @Nullable Dialing prepared) {
        Dialing dialing = prepared == null ? client.dial(target) : prepared;
        Arriving arriving = new Arriving(this, journey, target, dialing, prepared != null);
        enter(arriving);
        arriving.announce();
    }

    /** It has its new server. */
    void arrived(Journey journey, Server target, ServerSide taken) {
        Server from = server;
        from.departed();
        leaveBehind(from);
        server = target;
        process = target.name();
        session = taken;
        enter(new Open(this));
        Duration pause = Duration.ofNanos(System.nanoTime() - pausedSince);
        Outcome outcome = journey.lost() ? Outcome.MOVED_AFTER_CRASH : Outcome.MOVED;
        carrier.moved(this, new Carrier.Move(from, target, outcome, pause, ""));
        if (clientGone) {
            taken.abandon(); // both servers have seen the move; the new one now sees the end
            end();
        } else {
            client.attach(taken);
        }
    }

    private void leaveBehind(Server from) {
        FormerServers left = former == null ? new FormerServers() : former;
        former = left;
        left.left(from, System.nanoTime());
    }

    /** Closes it, as there is no way on. */
    void close() {
        if (clientGone) {
            end();
            return;
        }
        closing();
        client.close(CloseStatus.restart());
    }

    void closing() {
        enter(new Closing(this));
    }

    void end() {
        if (!(state instanceof Ended)) {
            enter(new Ended(this));
            server.departed();
            carrier.ended(this);
        }
    }
}
