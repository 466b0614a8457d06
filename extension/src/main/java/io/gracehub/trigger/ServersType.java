// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Types of a server that applications do not see when they are compiled. All of them are looked for before anything is
 * registered: what is missing at the server's stop would be found when it is too late.
 */
final class ServersType {

    private ServersType() {}

    /** What happens when the server calls. */
    interface Call {
        void run() throws ReflectiveOperationException;
    }

    /** What happens when the server calls a method with a parameter. */
    interface CallWith {
        void run(Object argument) throws ReflectiveOperationException;
    }

    /** Finds a public method that returns what is expected. */
    static Method method(Class<?> returned, Class<?> type, String name, Class<?>... parameters)
            throws NoSuchMethodException {
        Method found = type.getMethod(name, parameters);
        if (!returned.isAssignableFrom(found.getReturnType())) {
            throw new NoSuchMethodException(found + " does not return " + returned.getName());
        }
        return found;
    }

    /**
     * Makes an implementation of an interface, which can be kept in the server's collections.
     *
     * @param told the method that is listened to, with a parameter at least
     * @param answer what all methods return
     */
    static Object implement(Class<?> type, Method told, @Nullable Object answer, CallWith call)
            throws NoSuchMethodException {
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !fits(answer, method.getReturnType())) {
                throw new NoSuchMethodException(method + " returns what is not known");
            }
        }
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == args[0];
                    case "toString" -> "gracehub " + type.getSimpleName();
                    default -> {
                        if (method.equals(told)) {
                            guarded(() -> call.run(args[0]));
                        }
                        yield answer;
                    }
                });
    }

    private static boolean fits(@Nullable Object answer, Class<?> returned) {
        return returned == void.class || (!returned.isPrimitive() && (answer == null || returned.isInstance(answer)));
    }

    /** Runs what the server calls: whatever goes wrong in it must not reach the server's stop. */
    static void guarded(Call call) {
        try {
            call.run();
        } catch (Exception | Error failure) {
            Messages.NOT_UNDERSTOOD.log(Reason.of(failure));
        }
    }
}
