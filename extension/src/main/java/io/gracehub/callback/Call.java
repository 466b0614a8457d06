// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The arguments of one call of a callback. It is the one small object that is made for each message. */
public final class Call {

    /** The arguments as handles of type {@code (Call)argument}, to be bound into the handle of a callback. */
    static final MethodHandle SESSION = getter("session", Session.class);

    static final MethodHandle CONFIG = getter("config", EndpointConfig.class);
    static final MethodHandle SUBJECT = getter("subject", Object.class);
    static final MethodHandle LAST = getter("last", boolean.class);
    private static final MethodHandle PATH_VALUE = getter("pathValue", Object.class, int.class, Object.class);

    private final Scope scope;
    private final @Nullable Object subject; // the message, the close reason or the error
    private final boolean last;

    private Call(Scope scope, @Nullable Object subject, boolean last) {
        this.scope = scope;
        this.subject = subject;
        this.last = last;
    }

    /** What all calls of one connection have in common. Used by one thread at a time, as its callbacks are. */
    public static final class Scope {

        private final Session session;
        private final EndpointConfig config;
        private PathValues path = PathValues.NONE;

        public Scope(Session session, EndpointConfig config) {
            this.session = session;
            this.config = config;
        }

        /** Sets what {@code @PathParam} parameters get; until then it is null, or the zero of a primitive. */
        public void path(PathValues values) {
            this.path = values;
        }

        /** A call of {@code @OnOpen}. */
        public Call event() {
            return new Call(this, null, true);
        }

        /**
         * A call of {@code @OnMessage}.
         *
         * @param message a message or a part of one, as {@link MessageCallback#convert} returned it
         */
        public Call message(Object message, boolean last) {
            return new Call(this, message, last);
        }

        /** A call of {@code @OnClose}. */
        public Call closed(CloseReason reason) {
            return new Call(this, reason, true);
        }

        /** A call of {@code @OnError}. */
        public Call error(Throwable failure) {
            return new Call(this, failure, true);
        }
    }

    /** A handle for the path value at a place, or for what stands for an absent one of that type. */
    static MethodHandle path(int index, Class<?> type) {
        return MethodHandles.insertArguments(PATH_VALUE, 1, index, TextValues.absent(type));
    }

    // looked up by name, as handles

    Session session() {
        return scope.session;
    }

    EndpointConfig config() {
        return scope.config;
    }

    @Nullable
    Object subject() {
        return subject;
    }

    boolean last() {
        return last;
    }

    @Nullable
    Object pathValue(int index, @Nullable Object absent) {
        Object value = scope.path.at(index);
        return value == null ? absent : value;
    }

    private static MethodHandle getter(String name, Class<?> type, Class<?>... parameters) {
        try {
            return MethodHandles.lookup().findVirtual(Call.class, name, MethodType.methodType(type, parameters));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
