// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container's session: notes what is sent, and brings what a client sends. */
final class FakeSession {

    final List<String> written = new ArrayList<>();
    final Map<String, Object> userProperties = new HashMap<>();
    private final Map<Class<?>, MessageHandler> handlers = new HashMap<>();
    private final Deque<SendHandler> unwritten = new ArrayDeque<>();
    private final Session session = proxy(Session.class, this::session);
    private boolean open = true;
    private boolean slow;

    Session session() {
        return session;
    }

    /** Writes that begin from now on do not end. */
    void slow() {
        slow = true;
    }

    /** Lets all writes end, until none is left. */
    void readAgain() {
        slow = false;
        while (!unwritten.isEmpty()) {
            unwritten.remove().onResult(new SendResult());
        }
    }

    @SuppressWarnings("unchecked")
    <T> void bring(Class<T> type, T message) {
        MessageHandler handler = handlers.get(type);
        if (handler instanceof MessageHandler.Whole<?> whole) {
            ((MessageHandler.Whole<T>) whole).onMessage(message);
        } else if (handler instanceof MessageHandler.Partial<?> partial) {
            ((MessageHandler.Partial<T>) partial).onMessage(message, false);
            ((MessageHandler.Partial<T>) partial).onMessage(message, true);
        } else {
            throw new AssertionError("the container would drop a " + type.getName());
        }
    }

    private @Nullable Object session(Object self, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "getAsyncRemote" -> proxy(RemoteEndpoint.Async.class, this::async);
            case "getBasicRemote" -> proxy(RemoteEndpoint.Basic.class, this::basic);
            case "getUserProperties" -> userProperties;
            case "isOpen" -> open;
            case "getId" -> "session";
            case "getPathParameters" -> Map.of();
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(this);
            case "addMessageHandler" -> {
                if (handlers.putIfAbsent((Class<?>) arguments[0], (MessageHandler) arguments[1]) != null) {
                    throw new IllegalStateException("there is a handler for " + arguments[0]);
                }
                yield null;
            }
            case "removeMessageHandler" -> {
                handlers.values().removeIf(handler -> handler == arguments[0]);
                yield null;
            }
            case "close" -> {
                written.add(
                        "close " + ((CloseReason) arguments[0]).getCloseCode().getCode());
                open = false;
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    private @Nullable Object async(Object self, Method method, Object[] arguments) {
        written.add(arguments[0].toString());
        if (slow) {
            unwritten.add((SendHandler) arguments[1]);
        } else {
            ((SendHandler) arguments[1]).onResult(new SendResult());
        }
        return null;
    }

    private @Nullable Object basic(Object self, Method method, Object[] arguments) {
        written.add(arguments[0] + (arguments.length == 2 ? ((boolean) arguments[1] ? "." : "-") : ""));
        return null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
