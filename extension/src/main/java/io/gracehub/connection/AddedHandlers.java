// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import io.gracehub.codec.GenericTypes;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Message handlers that an application adds to a session by itself. They take turns with the hub's callbacks. For a
 * connection whose messages are counted, a kind that nobody handles is taken and discarded.
 */
final class AddedHandlers {

    private static final Set<Class<?>> TEXT = Set.of(String.class, Reader.class);
    private static final Set<Class<?>> BINARY = Set.of(ByteBuffer.class, byte[].class, InputStream.class);

    private final Session container;
    private final Connection connection;
    private final IdentityHashMap<MessageHandler, InTurn> added = new IdentityHashMap<>();
    private final Map<Class<?>, MessageHandler.Partial<?>> discarding = new HashMap<>();
    private final Set<Class<?>> unhandled = new HashSet<>(); // by the hub

    /**
     * What the container was given for a handler.
     *
     * @param type the class of the messages
     */
    private record InTurn(MessageHandler handler, Class<?> type) {}

    AddedHandlers(Session container, Connection connection) {
        this.container = container;
        this.connection = connection;
    }

    void add(MessageHandler handler) {
        if (handler instanceof MessageHandler.Whole<?> whole) {
            addWhole(typeOf(whole, MessageHandler.Whole.class), whole);
        } else if (handler instanceof MessageHandler.Partial<?> partial) {
            addPartial(typeOf(partial, MessageHandler.Partial.class), partial);
        } else {
            throw new IllegalArgumentException(
                    Messages.HANDLER_TYPE.text(handler.getClass().getName()));
        }
    }

    private static Class<?> typeOf(MessageHandler handler, Class<?> form) {
        return GenericTypes.of(handler.getClass())
                .argumentOf(form)
                .orElseThrow(() -> new IllegalArgumentException(
                        Messages.HANDLER_TYPE.text(handler.getClass().getName())));
    }

    @SuppressWarnings("unchecked") // the class is the one that the handler declares
    private <T> void addWhole(Class<?> type, MessageHandler.Whole<?> handler) {
        add((Class<T>) type, (MessageHandler.Whole<T>) handler);
    }

    @SuppressWarnings("unchecked")
    private <T> void addPartial(Class<?> type, MessageHandler.Partial<?> handler) {
        add((Class<T>) type, (MessageHandler.Partial<T>) handler);
    }

    synchronized <T> void add(Class<T> type, MessageHandler.Whole<T> handler) {
        check(type);
        MessageHandler.Whole<T> inTurn = type == PongMessage.class
                ? message -> connection.dispatch(() -> handler.onMessage(message))
                : message -> connection.dispatchMessage(() -> handler.onMessage(message));
        makeRoom(type);
        container.addMessageHandler(type, inTurn);
        added.put(handler, new InTurn(inTurn, type));
    }

    synchronized <T> void add(Class<T> type, MessageHandler.Partial<T> handler) {
        check(type);
        MessageHandler.Partial<T> inTurn = (part, last) -> {
            Runnable callback = () -> handler.onMessage(part, last);
            if (last) {
                connection.dispatchMessage(callback);
            } else {
                connection.dispatch(callback);
            }
        };
        makeRoom(type);
        container.addMessageHandler(type, inTurn);
        added.put(handler, new InTurn(inTurn, type));
    }

    private static void check(Class<?> type) {
        if (type != PongMessage.class && !TEXT.contains(type) && !BINARY.contains(type)) {
            throw new IllegalArgumentException(Messages.HANDLER_TYPE.text(type.getName()));
        }
    }

    synchronized void discard(boolean text, boolean binary) {
        if (text) {
            discard(String.class);
        }
        if (binary) {
            discard(ByteBuffer.class);
        }
    }

    /** In parts: so the container need not buffer, nor refuse, what is thrown away. */
    private <T> void discard(Class<T> type) {
        unhandled.add(type);
        MessageHandler.Partial<T> handler = (part, last) -> {
            if (last) {
                connection.dispatchMessage(() -> {});
            }
        };
        container.addMessageHandler(type, handler);
        discarding.put(type, handler);
    }

    /** A session has one handler for each kind of message. */
    private void makeRoom(Class<?> type) {
        MessageHandler.Partial<?> former = discarding.remove(kind(type));
        if (former != null) {
            container.removeMessageHandler(former);
        }
    }

    private static Class<?> kind(Class<?> type) {
        if (TEXT.contains(type)) {
            return String.class;
        }
        return BINARY.contains(type) ? ByteBuffer.class : type;
    }

    synchronized Set<MessageHandler> all() {
        return Set.copyOf(added.keySet());
    }

    synchronized void remove(MessageHandler handler) {
        InTurn inTurn = added.remove(handler);
        container.removeMessageHandler(inTurn == null ? handler : inTurn.handler());
        if (inTurn != null && unhandled.contains(kind(inTurn.type()))) {
            discard(kind(inTurn.type()));
        }
    }
}
