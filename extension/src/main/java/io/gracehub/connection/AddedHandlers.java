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
import java.util.IdentityHashMap;
import java.util.Set;

/** Message handlers that an application adds to a session by itself. They take turns with the hub's callbacks. */
final class AddedHandlers {

    private static final Set<Class<?>> TYPES =
            Set.of(String.class, Reader.class, ByteBuffer.class, byte[].class, InputStream.class, PongMessage.class);

    private final Session container;
    private final Connection connection;
    private final IdentityHashMap<MessageHandler, MessageHandler> added = new IdentityHashMap<>();

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
        MessageHandler.Whole<T> inTurn = message -> connection.dispatch(() -> handler.onMessage(message));
        container.addMessageHandler(type, inTurn);
        added.put(handler, inTurn);
    }

    synchronized <T> void add(Class<T> type, MessageHandler.Partial<T> handler) {
        check(type);
        MessageHandler.Partial<T> inTurn = (part, last) -> connection.dispatch(() -> handler.onMessage(part, last));
        container.addMessageHandler(type, inTurn);
        added.put(handler, inTurn);
    }

    private static void check(Class<?> type) {
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException(Messages.HANDLER_TYPE.text(type.getName()));
        }
    }

    synchronized Set<MessageHandler> all() {
        return Set.copyOf(added.keySet());
    }

    synchronized void remove(MessageHandler handler) {
        MessageHandler inTurn = added.remove(handler);
        container.removeMessageHandler(inTurn == null ? handler : inTurn);
    }
}
