// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import io.gracehub.ConnectionState;
import io.gracehub.Delivery;
import io.gracehub.HubConnection;
import io.gracehub.Migration;
import io.gracehub.codec.Codecs;
import io.gracehub.codec.Encoded;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EncodeException;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One client's connection on this server: its sends, its state, and how it ends. */
public final class Connection implements HubConnection {

    private static final CloseReason SEND_TIMEOUT = new CloseReason(CloseCodes.TRY_AGAIN_LATER, "send timeout");
    private static final CloseReason READS_TOO_SLOWLY = new CloseReason(CloseCodes.TRY_AGAIN_LATER, "reads too slowly");

    /** How long a container may take to tell the end of a session that is no longer open. */
    private static final Duration ENDED_PATIENCE = Duration.ofSeconds(1);

    /** The same while the client's answer to our Close is still to come. */
    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(10);

    /** The payload of the library's own pings, so that their answers can be told from those to the hub's. */
    private static final String PROBE = "gracehub";

    private final String id;
    private final String hub;
    private final Session container;
    private final Codecs codecs;
    private final ConnectionSettings settings;
    private final Outbox outbox;
    private final HubSession session;
    private final StateValues state;
    private final Activity activity = new Activity();
    private volatile @Nullable Dispatcher dispatcher;
    private volatile Duration sendTimeout;
    private volatile @Nullable Migration migration;
    private volatile @Nullable Relay relay;
    private volatile boolean leaving;
    private volatile boolean left;
    private volatile @Nullable CloseReason closedWith;
    private volatile boolean abandoned;
    private long closedSince; // the sweep's own

    Connection(Arrival arrival, Connections owner, Session container, Codecs codecs) {
        this.id = arrival.id();
        this.migration = arrival.migration();
        this.hub = owner.hub();
        this.container = container;
        this.codecs = codecs;
        this.settings = owner.settings();
        this.sendTimeout = settings.sendTimeout();
        this.outbox = new Outbox(
                new SessionWire(container, owner.threads().writes()), settings.maxBacklog(), this::backlogExceeded);
        this.session = new HubSession(container, this, owner);
        this.state = new StateValues(id, owner.json(), arrival.state());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Optional<Migration> migration() {
        return Optional.ofNullable(migration);
    }

    @Override
    public ConnectionState state() {
        return state;
    }

    @Override
    public CompletionStage<Delivery> send(Object message) {
        return offer(Payload.snapshot(message))
                .handle((written, failure) ->
                        failure == null ? new Delivery(1, Map.of()) : new Delivery(0, Map.of(id, failure)));
    }

    /** Encodes a message now, on the caller's thread, and hands it to the outbox. */
    CompletableFuture<Void> offer(Object message) {
        try {
            return offer(outgoing(message));
        } catch (EncodeException | IOException | RuntimeException | Error failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private Outgoing outgoing(Object message) throws EncodeException, IOException {
        // bytes have been copied once for all who get them: each reads its own view
        Object own = message instanceof ByteBuffer shared ? shared.duplicate() : message;
        Encoded encoded = codecs.encode(own);
        if (encoded instanceof Encoded.Text text) {
            return new Outgoing.Text(text.text());
        }
        ByteBuffer bytes = ((Encoded.Binary) encoded).bytes();
        return new Outgoing.Binary(bytes == own ? bytes : Payload.copy(bytes)); // an encoder may use its buffer again
    }

    CompletableFuture<Void> offer(Outgoing item) {
        return orRelayed(item, outbox.offer(item));
    }

    /** What comes after the farewell follows the connection to where it has gone. */
    private CompletableFuture<Void> orRelayed(Outgoing item, CompletableFuture<Void> offered) {
        Relay onward = relay;
        if (onward == null || !Outbox.refused(offered)) {
            return offered;
        }
        if (item instanceof Outgoing.Text text) {
            return onward.text(text.text());
        }
        return item instanceof Outgoing.Binary binary ? onward.binary(binary.bytes()) : offered;
    }

    /**
     * Sends what a callback returned. A client that reads more slowly than it asks is waited for here, as with a plain
     * endpoint: it slows itself down instead of filling its backlog.
     */
    public void reply(Object message) throws EncodeException, IOException {
        Outgoing item = outgoing(Payload.snapshot(message));
        CompletableFuture<Void> written = orRelayed(item, outbox.write(item));
        if (outbox.backlog() > settings.replyBacklog()) {
            Blocking.await(written, sendTimeout);
        }
    }

    /** Holds a message back while replies to earlier ones still wait to be written, whichever way they came. */
    public void awaitRoom() throws IOException {
        if (outbox.backlog() > settings.replyBacklog()) {
            Blocking.await(flush(), sendTimeout);
        }
    }

    /** Sends a reply that came later, from whichever thread. */
    public CompletableFuture<Void> replyLater(Object message) {
        return offer(Payload.snapshot(message));
    }

    /** Closes it after all that was handed over before has been written. */
    public CompletableFuture<Void> close(CloseReason reason) {
        if (leaving) {
            return CompletableFuture.completedFuture(null); // its farewell closes it: any other would look like the end
        }
        closes(reason);
        return outbox.offer(new Outgoing.Close(reason)).whenComplete((written, failure) -> {
            if (failure != null && container.isOpen()) {
                session.closeNow(reason);
            }
        });
    }

    /** The hub is about to let it go: from now on it says where to, and only {@link #leave} closes it. */
    public void leaving(Migration away) {
        migration = away;
        leaving = true;
    }

    /**
     * Closes it for its move, after all that was handed over before has been written. What is sent later is relayed.
     *
     * @param announcement told when all has been written, just before the Close frame; false if nobody has heard it
     */
    public CompletableFuture<Void> leave(CloseReason reason, BooleanSupplier announcement, Relay onward) {
        relay = onward;
        return outbox.offer(
                new Outgoing.Farewell(new Outgoing.Close(reason), () -> left = announcement.getAsBoolean()));
    }

    /** Whether the hub has let it go, or is about to. */
    boolean isLeaving() {
        return leaving;
    }

    /** Whether it has gone to another server. */
    public boolean hasLeft() {
        return left;
    }

    /** The JSON of its state's values. */
    public Map<String, String> stateJson() {
        return state.json();
    }

    /** Sets what is told when a value of its state has changed. */
    public void onStateChange(Runnable listener) {
        state.onChange(listener);
    }

    /** Completes when all that was handed over before has been written, or has failed. */
    public CompletableFuture<Void> flush() {
        return outbox.offer(new Outgoing.Flush()).exceptionally(gone -> null);
    }

    /** Completes when no callback is running, no reply is pending, and all has been written. */
    public CompletableFuture<Void> settle() {
        return activity.idle().thenCompose(idle -> flush());
    }

    /** Narrows the time that a write may take; the server's own bound stays the longest. */
    void sendTimeout(long milliseconds) {
        Duration longest = settings.sendTimeout();
        Duration wanted = milliseconds > 0 ? Duration.ofMillis(milliseconds) : longest;
        sendTimeout = wanted.compareTo(longest) < 0 ? wanted : longest;
    }

    /** Sets how callbacks of this connection are run: one at a time, with the application's contexts. */
    public void dispatcher(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    void dispatch(Runnable callback) {
        Dispatcher known = dispatcher;
        if (known != null) {
            known.dispatch(callback);
        }
    }

    /** As {@link #dispatch}, for what ends the handling of one text or binary message. */
    void dispatchMessage(Runnable callback) {
        Dispatcher known = dispatcher;
        if (known != null) {
            known.dispatchMessage(callback);
        }
    }

    /** Takes, and counts as handled, messages for which neither the hub nor the application has a handler. */
    public void discardOthers(boolean text, boolean binary) {
        session.discard(text, binary);
    }

    /** Ends it when the container has not told that it is gone. */
    public void lost(CloseReason reason) {
        Dispatcher known = dispatcher;
        if (known != null) {
            known.end(reason);
        }
    }

    /** Closes it past what still waits, and does not wait for the container to tell that it has ended. */
    public void cutOff(CloseReason reason) {
        closes(reason);
        abandoned = true;
        outbox.shut(new IOException("cut off: " + reason.getReasonPhrase()));
        session.closeHere(reason);
        lost(reason);
    }

    /** Whether messages can still be handed over. */
    boolean open() {
        return !closing() && container.isOpen();
    }

    /** Sends and waits until it has been written. */
    void write(Outgoing item) throws IOException {
        Blocking.await(orRelayed(item, outbox.write(item)), sendTimeout);
    }

    void writeObject(Object message) throws EncodeException, IOException {
        write(outgoing(message));
    }

    /** What keeps {@link #settle} waiting. */
    public Activity activity() {
        return activity;
    }

    /** Asks the network whether the client is still there: a dead connection fails the write and is then swept. */
    public void ping() {
        outbox.offer(new Outgoing.Ping(probe()));
    }

    /** Whether a pong answers {@link #ping}: then it is not for the hub. */
    public boolean asked(PongMessage pong) {
        return probe().equals(pong.getApplicationData());
    }

    /** A buffer of its own with an array: given a read-only one, Open Liberty sends nothing more on the session. */
    private static ByteBuffer probe() {
        return ByteBuffer.wrap(PROBE.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether this server has begun to close it, so that its end is not the client's doing. */
    public boolean closing() {
        return abandoned || outbox.closing();
    }

    /**
     * Returns why it has ended: what this server closed it with, if it did, whatever the container makes of the rest.
     *
     * @param told what the container says
     */
    public CloseReason endReason(CloseReason told) {
        CloseReason own = closedWith;
        return closing() && own != null ? own : told;
    }

    private synchronized void closes(CloseReason reason) {
        if (closedWith == null) {
            closedWith = reason;
        }
    }

    /** Told when the container's session has ended: nothing more can be sent. */
    public void ended() {
        if (!leaving) {
            migration = null; // what brought it does not take it away
        }
        outbox.shut(new IOException(Messages.CONNECTION_CLOSED.text(id)));
    }

    /** Looks whether it is stuck or dead. Returns true if the container should have told its end and has not. */
    boolean sweep(long now) {
        if (!abandoned && outbox.overdue(now, sendTimeout.toNanos())) {
            Messages.SEND_OVERDUE.log(id, hub, sendTimeout);
            abandon(SEND_TIMEOUT, new TimeoutException("not written within " + sendTimeout));
        }
        if (container.isOpen() && !abandoned) {
            closedSince = 0;
            return false;
        }
        if (closedSince == 0) {
            closedSince = now | 1;
        }
        Duration patience = closing() ? CLOSING_PATIENCE : ENDED_PATIENCE;
        return now - closedSince > patience.toNanos();
    }

    private void backlogExceeded(int backlog) {
        Messages.BACKLOG_EXCEEDED.log(id, hub, backlog, settings.maxBacklog());
        abandon(READS_TOO_SLOWLY, new IOException("the backlog was full"));
    }

    /** Closes past the backlog, which is lost: behind a client that does not read, an orderly Close never leaves. */
    private void abandon(CloseReason reason, Throwable cause) {
        closes(reason);
        abandoned = true;
        outbox.shut(cause);
        session.closeNow(reason);
    }
}
