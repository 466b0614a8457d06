// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container's session that notes what it is told; a client that reads nothing can be played. */
final class RecordingSession {

    final List<String> written = Collections.synchronizedList(new ArrayList<>());
    final Map<String, Object> userProperties = new HashMap<>();
    volatile boolean open = true;
    volatile boolean stuck;

    Session session() {
        return proxy(Session.class, (self, method, arguments) -> switch (method.getName()) {
            case "getAsyncRemote" -> proxy(RemoteEndpoint.Async.class, this::async);
            case "getBasicRemote" -> proxy(RemoteEndpoint.Basic.class, this::basic);
            case "getUserProperties" -> userProperties;
            case "isOpen" -> open;
            case "getId" -> "session-1";
            case "close" -> {
                written.add(
                        "close " + ((CloseReason) arguments[0]).getCloseCode().getCode());
                open = false;
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private @Nullable Object async(Object self, Method method, Object[] arguments) {
        written.add(text(arguments[0]));
        if (!stuck) {
            ((SendHandler) arguments[1]).onResult(new SendResult());
        }
        return null;
    }

    private @Nullable Object basic(Object self, Method method, Object[] arguments) {
        String part = arguments.length == 2 ? text(arguments[0]) + ((boolean) arguments[1] ? "." : "-") : "control";
        written.add(part);
        return null;
    }

    private static String text(Object message) {
        return message instanceof ByteBuffer bytes
                ? "bytes " + StandardCharsets.UTF_8.decode(bytes)
                : message.toString();
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
