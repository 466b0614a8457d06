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

/** What comes from one client, brought to the hub's callbacks in turn, and what they return, brought back. */
final class Conversation implements Dispatcher {

    static final CloseReason OPEN_FAILED =
            new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "the connection could not be opened");

    private static final CloseReason TOO_BIG =
            new CloseReason(CloseCodes.TOO_BIG, "the message exceeds the hub's maxMessageSize");

    private final RunningHub hub;
    private final HubCallbacks callbacks;
    private final Connection connection;
    private final Codecs codecs;
    private final Call.Scope scope;
    private final HubInstances.Lease lease;
    private final Turn turn = new Turn();

    Conversation(
            RunningHub hub, Connection connection, Codecs codecs, EndpointConfig config, HubInstances.Lease lease) {
        this.hub = hub;
        this.callbacks = hub.model().callbacks();
        this.connection = connection;
        this.codecs = codecs;
        this.lease = lease;
        this.scope = new Call.Scope(connection.session(), config);
    }

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
    }

    /** Brings one message, or one part of it, to its callback. */
    void received(MessageCallback callback, Object raw, boolean last) {
        if (raw instanceof PongMessage pong && connection.asked(pong)) {
            return;
        }
        dispatch(() -> {
            try {
                if (MessageLimit.exceeded(callback, raw)) {
                    connection.close(TOO_BIG);
                    return;
                }
                connection.awaitRoom();
                Object message = callback.convert(raw, codecs);
                reply(callback.invoke(lease.instance(), scope.message(message, last)));
            } catch (Throwable failure) {
                failed(failure);
            }
        });
    }

    private void reply(@Nullable Object returned) throws Exception {
        if (returned instanceof CompletableFuture<?> done && done.isDone() && !done.isCompletedExceptionally()) {
            reply(done.join());
        } else if (returned instanceof CompletionStage<?> stage) {
            connection.activity().begin();
            stage.whenComplete((value, failure) -> {
                try {
                    replyLater(value, failure);
                } finally {
                    connection.activity().end();
                }
            });
        } else if (returned != null) {
            connection.reply(returned);
        }
    }

    /** Gives it up before the hub has heard of it. */
    void discard() {
        connection.ended();
        turn.end(this::release);
        hub.ended(connection, Departure.BY_SERVER);
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
        connection.ended();
        Runnable last = () -> {
            try {
                hub.contexts().run(() -> closed(reason));
            } finally {
                hub.ended(connection, departure);
            }
        };
        if (closing) {
            hub.onOwnThread(() -> turn.end(last)); // a container may hold our Close frame back until this returns
        } else {
            turn.end(last);
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
        } finally {
            release();
        }
    }

    private void release() {
        codecs.close();
        lease.release();
    }
}
