// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** An interface of a server that applications do not see when they are compiled. */
final class ServersType {

    private ServersType() {}

    /** What happens when the server calls a method. */
    interface Body {
        @Nullable
        Object call(String method, Object[] arguments) throws ReflectiveOperationException;
    }

    /** Makes an implementation, which can be kept in the server's collections. */
    static Object implement(Class<?> type, Body body) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == args[0];
                    case "toString" -> "gracehub " + type.getSimpleName();
                    default -> body.call(method.getName(), args);
                });
    }
}
