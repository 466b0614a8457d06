// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import io.gracehub.callback.Call;
import io.gracehub.callback.Callback;
import io.gracehub.callback.HubCallbacks;
import io.gracehub.callback.MessageCallback;
import io.gracehub.codec.Codecs;
import io.gracehub.connection.Connection;
import io.gracehub.connection.Departure;
import io.gracehub.connection.Dispatcher;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.PongMessage;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What comes from one client, brought to the hub's callbacks in turn, and what they return, brought back.
 *
 * <p>{@code @OnClose} is called once, by whichever of two comes first: the end of the session, or the connection's
 * leave for another server.
 *
 * <pre>
 *          leave: n handled, nothing pending          all output written         the container tells the end
 *   OPEN ────────────────────────────────────> LEAVING ────────────────> LEFT ──────────────────────────────> ENDED
 *     │                                        @OnClose   'left', Close 1012                                    ^
 *     └──── the container tells the end: @OnClose (a leave that comes later finds nothing to do) ───────────────┘
 * </pre>
 *
 * <p>In LEAVING and LEFT the end of the session changes the counts only. Each state is bounded by the drain's deadline:
 * it closes, and then cuts off, what is still there.
 */
final class Conversation implements Dispatcher, Movable {

    static final CloseReason OPEN_FAILED =
            new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "the connection could not be opened");

    private static final CloseReason MOVED = new CloseReason(CloseCodes.SERVICE_RESTART, "moved to another server");

    private static final CloseReason TOO_BIG =
            new CloseReason(CloseCodes.TOO_BIG, "the message exceeds the hub's maxMessageSize");

    private final RunningHub hub;
    private final HubCallbacks callbacks;
    private final Connection connection;
    private final Codecs codecs;
    private final Call.Scope scope;
    private final HubInstances.Lease lease;
    private final Turn turn = new Turn();
    private final Handled handled = new Handled();
    private final Runnable oneHandled = handled::one;
    private final CompletableFuture<Void> toldLeave = new CompletableFuture<>(); // @OnClose of a leave has returned
    private final @Nullable Carrier carrier;

    Conversation(RunningHub hub, Connection connection, Codecs codecs, EndpointConfig config, Backing backing) {
        this.hub = hub;
        this.callbacks = hub.model().callbacks();
        this.connection = connection;
        this.codecs = codecs;
        this.lease = backing.lease();
        this.carrier = backing.carrier();
        this.scope = new Call.Scope(connection.session(), config);
    }

    /**
     * What a connection rests on here.
     *
     * @param lease the hub's instance
     * @param carrier what brought the connection; null for a client that came by itself
     */
    record Backing(HubInstances.Lease lease, @Nullable Carrier carrier) {}

    /** Calls {@code @OnOpen}; a connection that it refuses by throwing is closed with 1011. */
    void open(Map<String, String> pathParameters) {
        scope.path(callbacks.convertiblePath(pathParameters)); // what @OnError sees if the conversion fails
        dispatch(() -> {
            try {
                scope.path(callbacks.convertPath(pathParameters));
                Optional<Callback> callback = callbacks.onOpen();
                if (callback.isPresent()) {
                    reply(callback.get().invoke(lease.instance(), scope.event()));
                }
            } catch (Throwable failure) {
                failed(failure);
                connection.close(OPEN_FAILED);
            }
        });
        if (carrier != null) {
            connection.onStateChange(carrier::stateChanged);
            carrier.opened(this);
        }
    }

    /** Brings one message, or one part of it, to its callback. */
    void received(MessageCallback callback, Object raw, boolean last) {
        if (raw instanceof PongMessage pong && connection.asked(pong)) {
            return;
        }
        Runnable counted = last && !(raw instanceof PongMessage) ? oneHandled : Conversation::uncounted;
        dispatch(() -> {
            try {
                if (MessageLimit.exceeded(callback, raw)) {
                    connection.close(TOO_BIG);
                    counted.run();
                    return;
                }
                connection.awaitRoom();
                Object message = callback.convert(raw, codecs);
                reply(callback.invoke(lease.instance(), scope.message(message, last)), counted);
            } catch (Throwable failure) {
                failed(failure);
                counted.run();
            }
        });
    }

    private static void uncounted() {
        // only messages are
    }

    private void reply(@Nullable Object returned) throws Exception {
        reply(returned, Conversation::uncounted);
    }

    /**
     * Brings back what a callback returned.
     *
     * @param then run when it has been handed over, now or later; not if this throws
     */
    private void reply(@Nullable Object returned, Runnable then) throws Exception {
        if (returned instanceof CompletableFuture<?> done && done.isDone() && !done.isCompletedExceptionally()) {
            reply(done.join(), then);
        } else if (returned instanceof CompletionStage<?> stage) {
            connection.activity().begin();
            stage.whenComplete((value, failure) -> {
                try {
                    replyLater(value, failure);
                } finally {
                    then.run();
                    connection.activity().end();
                }
            });
        } else {
            if (returned != null) {
                connection.reply(returned);
            }
            then.run();
        }
    }

    /** Gives it up before the hub has heard of it. */
    void discard() {
        connection.ended();
        turn.end(this::release);
        gone(Departure.BY_SERVER);
    }

    private void gone(Departure departure) {
        hub.ended(connection, departure);
        if (carrier != null) {
            carrier.ended();
        }
    }

    private void replyLater(@Nullable Object value, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause = failure.getCause();
            Throwable told = failure instanceof CompletionException && cause != null ? cause : failure;
            later(() -> failed(told));
        } else if (value != null) {
            connection.replyLater(value).exceptionally(unsent -> {
                later(() -> failed(unsent));
                return null;
            });
        }
    }

    @Override
    public void dispatch(Runnable callback) {
        connection.activity().begin();
        try {
            turn.run(() -> hub.contexts().run(callback));
        } finally {
            connection.activity().end();
        }
    }

    @Override
    public void dispatchMessage(Runnable callback) {
        dispatch(() -> {
            try {
                callback.run();
            } finally {
                handled.one();
            }
        });
    }

    /** As {@link #dispatch}, for threads that must not wait for a callback: its thread then runs this one too. */
    private void later(Runnable callback) {
        turn.later(() -> hub.contexts().run(callback));
    }

    /** The container tells of a failure that no callback caused, such as a connection that was reset. */
    void broke(Throwable failure) {
        dispatch(() -> failed(failure));
    }

    private void failed(Throwable failure) {
        Optional<Callback> callback = callbacks.onError();
        if (callback.isEmpty()) {
            sayUntold(failure);
            return;
        }
        try {
            reply(callback.get().invoke(lease.instance(), scope.error(failure)));
        } catch (Throwable again) {
            Messages.ON_ERROR_FAILED.logWith(again, hub.model().name(), connection.id(), again, failure);
        }
    }

    private void sayUntold(Throwable failure) {
        if (failure instanceof IOException) {
            Messages.CONNECTION_BROKE.log(hub.model().name(), connection.id(), failure);
        } else {
            Messages.CALLBACK_FAILED.logWith(failure, hub.model().name(), connection.id(), failure);
        }
    }

    @Override
    public void end(CloseReason reason) {
        Departure departure = departure(reason);
        boolean closing = connection.closing();
        CloseReason own = connection.endReason(reason);
        connection.ended();
        if (closing) {
            hub.onOwnThread(() -> end(own, departure)); // a container may hold our Close back until this returns
        } else {
            end(own, departure);
        }
    }

    private void end(CloseReason reason, Departure departure) {
        turn.end(() -> {
            try {
                hub.contexts().run(() -> closed(reason));
            } finally {
                release();
                gone(departure);
            }
        });
        toldLeave.thenRun(() -> gone(departure)); // where the hub was told by a leave; never completed otherwise
    }

    @Override
    public Map<String, String> state() {
        return connection.stateJson();
    }

    @Override
    public void leave(Exit exit) {
        handled.when(
                exit.messages(),
                () -> connection
                        .activity()
                        .idle()
                        .thenRun(() -> hub.onOwnThread(() -> {
                            if (exit.wanted() && !connection.closing()) {
                                turn.end(() -> letGo(exit));
                            }
                        })));
    }

    /** The connection's last turn where it moves. Its sends still work: all is written before the Close frame. */
    private void letGo(Exit exit) {
        connection.leaving(exit.migration());
        try {
            hub.contexts().run(() -> closed(MOVED));
        } finally {
            lease.release();
            connection
                    .leave(MOVED, () -> exit.left(connection.stateJson()), exit.relay())
                    .whenComplete((written, failure) -> closeCodecs(exit));
            toldLeave.complete(null);
        }
    }

    /** Late sends are encoded too, for as long as they can be relayed. */
    private void closeCodecs(Exit exit) {
        if (connection.hasLeft()) {
            exit.over().whenComplete((over, failure) -> codecs.close());
        } else {
            codecs.close();
        }
    }

    private Departure departure(CloseReason reason) {
        if (connection.closing()) {
            return Departure.BY_SERVER;
        }
        return reason.getCloseCode() == CloseCodes.CLOSED_ABNORMALLY ? Departure.FAILED : Departure.BY_CLIENT;
    }

    private void closed(CloseReason reason) {
        try {
            Optional<Callback> callback = callbacks.onClose();
            if (callback.isPresent()) {
                callback.get().invoke(lease.instance(), scope.closed(reason));
            }
        } catch (Throwable failure) {
            failed(failure);
        }
    }

    private void release() {
        codecs.close();
        lease.release();
    }
}
