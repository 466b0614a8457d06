// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import io.gracehub.callback.HubCallbacks;
import io.gracehub.callback.MessageCallback;
import io.gracehub.callback.RawForm;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;

/** The container's message handler for each form in which a callback wants its messages. */
final class Inbound {

    private Inbound() {}

    static void addAll(Session session, HubCallbacks callbacks, Conversation to) {
        callbacks.messages().forEach(callback -> add(session, callback, to));
    }

    private static void add(Session session, MessageCallback callback, Conversation to) {
        limit(session, callback);
        switch (callback.form()) {
            case TEXT -> whole(session, String.class, callback, to);
            case READER -> whole(session, Reader.class, callback, to);
            case BINARY -> whole(session, ByteBuffer.class, callback, to);
            case STREAM -> whole(session, InputStream.class, callback, to);
            case PONG -> whole(session, PongMessage.class, callback, to);
            case TEXT_PARTIAL -> partial(session, String.class, callback, to);
            case BINARY_PARTIAL -> partial(session, ByteBuffer.class, callback, to);
        }
    }

    /** The container buffers whole messages and closes with 1009 (Message Too Big) where one exceeds its buffer. */
    private static void limit(Session session, MessageCallback callback) {
        long bytes = callback.maxMessageSize();
        if (bytes > 0) {
            int size = (int) Math.min(bytes, Integer.MAX_VALUE);
            if (callback.form() == RawForm.TEXT) {
                session.setMaxTextMessageBufferSize(size);
            } else if (callback.form() == RawForm.BINARY) {
                session.setMaxBinaryMessageBufferSize(size);
            }
        }
    }

    private static <T> void whole(Session session, Class<T> type, MessageCallback callback, Conversation to) {
        session.addMessageHandler(type, (MessageHandler.Whole<T>) message -> to.received(callback, message, true));
    }

    private static <T> void partial(Session session, Class<T> type, MessageCallback callback, Conversation to) {
        session.addMessageHandler(type, (MessageHandler.Partial<T>) (part, last) -> to.received(callback, part, last));
    }
}
