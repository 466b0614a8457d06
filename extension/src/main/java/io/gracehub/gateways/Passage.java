// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.Migration;
import io.gracehub.config.MigrationLevel;
import io.gracehub.connection.Arrival;
import io.gracehub.link.LinkMessage;
import io.gracehub.websocket.Carrier;
import io.gracehub.websocket.Movable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection's stay here, from the handshake that names it to the end of its session.
 *
 * <pre>
 *   ANNOUNCED ──session──> ARRIVED ──@OnOpen has returned──> OPEN ──'left' sent──> LEFT ──after 30 s──> (forgotten)
 *       └── no session in time ──> (forgotten)                └──────────session ended──────────────────^
 * </pre>
 *
 * <p>A gateway may ask for a connection as soon as it has seen the handshake's answer, before the session is open here:
 * until then the request is kept. It may ask again, through another link too when one has ended: for the word that it has
 * not heard.
 */
final class Passage implements Carrier {

    /** Changes of a state within this time are told together. */
    static final Duration STATE_INTERVAL = Duration.ofMillis(100);

    private enum State {
        ANNOUNCED,
        ARRIVED,
        OPEN,
        LEFT
    }

    /** What it belongs to. */
    record Home(Passages passages, Links links, LinkSettings settings, Timer timer) {}

    private final String id;
    private final String hub;
    private final Home home;
    private final AtomicBoolean newsDue = new AtomicBoolean();
    private State state = State.ANNOUNCED;
    private GatewayLink link;
    private @Nullable Movable connection;
    private @Nullable LinkExit early;
    private @Nullable LinkExit last;
    private boolean answered;
    private GatewayLink.@Nullable Expected expected;

    Passage(String id, String hub, GatewayLink link, Home home) {
        this.id = id;
        this.hub = hub;
        this.link = link;
        this.home = home;
        this.expected = link.takeExpected(id); // now: the link may end before the session is there
    }

    String id() {
        return id;
    }

    String hub() {
        return hub;
    }

    /** Whether a link speaks for it: the one that brought it, and any when that has ended. */
    synchronized boolean belongsTo(GatewayLink asking) {
        return link == asking || !link.live();
    }

    @Override
    public synchronized boolean announced() {
        return expected != null;
    }

    @Override
    public Arrival arrive() {
        GatewayLink.Expected brought;
        synchronized (this) {
            state = State.ARRIVED;
            brought = expected;
            expected = null;
        }
        return brought == null
                ? new Arrival(id, null, Map.of())
                : new Arrival(id, brought.migration(), brought.state());
    }

    synchronized void forgetIfNotArrived() {
        if (state == State.ANNOUNCED) {
            home.passages().remove(this);
        }
    }

    @Override
    public void opened(Movable opened) {
        LinkExit exit;
        GatewayLink through;
        synchronized (this) {
            state = State.OPEN;
            connection = opened;
            exit = early;
            early = null;
            through = link;
        }
        home.links().arrived(this, through);
        if (!opened.state().isEmpty()) {
            stateChanged();
        }
        if (exit != null) {
            opened.leave(exit);
        }
    }

    /** Its gateway asks to let it go, perhaps not for the first time. */
    void leave(GatewayLink asking, LinkMessage.Leave message) {
        Movable opened;
        LinkExit exit;
        synchronized (this) {
            answered = true;
            link = asking;
            exit = last;
            if (exit == null || (!exit.is(asking, message) && exit.withdraw())) {
                exit = exit(message);
            }
            opened = connection;
            early = opened == null ? exit : null;
        }
        if (!exit.waits()) {
            exit.tellThrough(asking);
        } else if (opened != null) {
            opened.leave(exit); // once more too: an exit that was withdrawn meanwhile may have taken its place
        }
    }

    /** Whether it has been asked to leave, and has not been kept. */
    synchronized boolean leaving() {
        return last != null;
    }

    private LinkExit exit(LinkMessage.Leave message) {
        Migration away = new Migration(home.settings().server(), message.to(), false);
        LinkExit made = new LinkExit(link, this, away, message.messages());
        last = made;
        return made;
    }

    /** A drain asks its gateway to move it: what that has said before is no answer. Returns whether it is here to be moved. */
    synchronized boolean asked() {
        answered = false;
        return here();
    }

    /** Its gateway has said that it stays. */
    synchronized void answered() {
        answered = true;
    }

    /** Whether its gateway has neither asked to let it go nor said that it stays. */
    synchronized boolean unanswered() {
        return !answered && here();
    }

    /** Its word has been given, and is kept for a while: the gateway may not have heard it. */
    void left(GatewayLink through) {
        synchronized (this) {
            state = State.LEFT;
        }
        home.links().left(through);
        home.timer().after(LinkExit.RELAYS_FOR, this::forget);
    }

    /** Whether it can still be told to leave. */
    synchronized boolean here() {
        return state != State.LEFT;
    }

    void forget() {
        LinkExit exit;
        synchronized (this) {
            exit = last;
        }
        home.passages().remove(this);
        if (exit != null) {
            exit.end();
        }
    }

    @Override
    public void stateChanged() {
        if (home.settings().level() == MigrationLevel.ANY && newsDue.compareAndSet(false, true)) {
            home.timer().after(STATE_INTERVAL, this::tellState);
        }
    }

    private void tellState() {
        newsDue.set(false); // before it is read: a change from now on is told anew
        Movable told;
        GatewayLink through;
        synchronized (this) {
            told = state == State.OPEN ? connection : null;
            through = link;
        }
        if (told == null) {
            return;
        }
        LinkMessage news = new LinkMessage.State(id, through.json().state(told.state()));
        if (through.live()) {
            through.send(news);
        } else {
            home.links().tellAll(news); // its gateway may have linked anew; the others do not know the connection
        }
    }

    @Override
    public void ended() {
        boolean word;
        synchronized (this) {
            word = state == State.LEFT;
            state = State.LEFT;
            connection = null;
        }
        if (!word) {
            home.passages().remove(this);
        }
    }
}
