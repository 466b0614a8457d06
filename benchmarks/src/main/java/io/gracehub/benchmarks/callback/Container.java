// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.callback;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The least of a WebSocket container: it keeps the endpoints that are registered, and brings them sessions.
 */
final class Container {

    private final Map<String, ServerEndpointConfig> registered = new HashMap<>();
    private final Map<Session, Endpoint> opened = new HashMap<>();

    ServerContainer asServerContainer() {
        return proxy(ServerContainer.class, (self, method, arguments) -> {
            if (method.getName().equals("addEndpoint") && arguments[0] instanceof ServerEndpointConfig config) {
                registered.put(config.getPath(), config);
            }
            return null;
        });
    }

    /** Opens a session at a path, and returns what the container would give its texts to. */
    @SuppressWarnings("unchecked") // the library asks for whole texts
    MessageHandler.Whole<String> open(String path, RemoteEndpoint.Basic remote) {
        ServerEndpointConfig config = registered.get(path);
        if (config == null) {
            throw new IllegalArgumentException("nothing at " + path + "; registered: " + registered.keySet());
        }
        Map<Class<?>, MessageHandler> handlers = new HashMap<>();
        Endpoint endpoint = endpoint(config);
        Session session = session(remote, handlers);
        endpoint.onOpen(session, config);
        opened.put(session, endpoint);
        return (MessageHandler.Whole<String>) Objects.requireNonNull(handlers.get(String.class));
    }

    /** Ends all sessions as their clients would. */
    void closeAll() {
        opened.forEach((session, endpoint) ->
                endpoint.onClose(session, new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, "")));
        opened.clear();
    }

    private static Endpoint endpoint(ServerEndpointConfig config) {
        try {
            return (Endpoint) config.getConfigurator().getEndpointInstance(config.getEndpointClass());
        } catch (InstantiationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a session of a client; it keeps the message handlers that it is given. */
    static Session session(RemoteEndpoint.Basic remote, Map<Class<?>, MessageHandler> handlers) {
        Map<String, Object> properties = new HashMap<>();
        return proxy(Session.class, (self, method, arguments) -> switch (method.getName()) {
            case "getBasicRemote" -> remote;
            case "isOpen" -> true;
            case "getUserProperties" -> properties;
            case "getPathParameters" -> Map.of();
            case "getId" -> "session";
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "addMessageHandler" -> {
                handlers.put((Class<?>) arguments[0], (MessageHandler) arguments[1]);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
