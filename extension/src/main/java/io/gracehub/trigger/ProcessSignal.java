// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/**
 * One signal of this process through {@code sun.misc.Signal}. By reflection, as {@code --release} hides that class from
 * the compiler, and from the platform's class loader, as some servers hide it from applications.
 */
final class ProcessSignal {

    private static final int BY_SIGNAL = 128; // exit codes above it tell the signal's number

    private final Class<?> handlerType;
    private final Method handle;
    private final Method handleOf;
    private final Object signal;
    private final int number;
    private final Object byDefault;
    private final Object ignored;

    /** @param name without SIG, such as {@code TERM} */
    ProcessSignal(String name) throws ReflectiveOperationException {
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        Class<?> signalType = Class.forName("sun.misc.Signal", true, platform);
        handlerType = Class.forName("sun.misc.SignalHandler", true, platform);
        handle = signalType.getMethod("handle", signalType, handlerType);
        handleOf = handlerType.getMethod("handle", signalType);
        signal = signalType.getConstructor(String.class).newInstance(name);
        number = (int) signalType.getMethod("getNumber").invoke(signal);
        byDefault = handlerType.getField("SIG_DFL").get(null);
        ignored = handlerType.getField("SIG_IGN").get(null);
    }

    /** Makes a handler of the signal out of a method without parameters and without a result. */
    Object handler(MethodHandle run) {
        MethodHandle target = MethodHandles.dropArguments(run, 0, signal.getClass());
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        // The proxy's class is defined by the context class loader, which must not be the application's.
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return MethodHandleProxies.asInterfaceInstance(handlerType, target);
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    /** Installs a handler and returns the one that was there before. */
    Object replace(Object handler) throws ReflectiveOperationException {
        return handle.invoke(null, signal, handler);
    }

    boolean isIgnored(Object handler) {
        return handler == ignored;
    }

    /** Does what the process would have done on the signal under that handler. */
    void deliver(Object handler) throws ReflectiveOperationException {
        if (handler == byDefault) {
            // As the system does for TERM and INT; Signal.raise refuses a signal without a handler in Java.
            Runtime.getRuntime().halt(BY_SIGNAL + number);
        } else if (handler != ignored) {
            handleOf.invoke(handler, signal);
        }
    }

    /** Returns the same as {@link #deliver}, made of nothing but the JDK, to live on after this application. */
    MethodHandle delivery(Object handler) throws ReflectiveOperationException {
        if (handler == byDefault || handler == ignored) {
            return MethodHandles.empty(MethodType.methodType(void.class));
        }
        return MethodHandles.insertArguments(MethodHandles.publicLookup().unreflect(handleOf), 0, handler, signal);
    }
}
