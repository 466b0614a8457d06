// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.drain;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.IntConsumer;

/**
 * Signals to this process, through {@code sun.misc.Signal}: by reflection, as {@code --release} hides that class from
 * the compiler.
 */
public final class Signals {

    private static final int BY_SIGNAL = 128; // exit codes above it tell the signal's number

    private Signals() {}

    /** Whoever is told that a signal has come. */
    public interface Handler {

        /**
         * A signal has come. Called on a thread of its own.
         *
         * @param name such as {@code SIGTERM}
         * @param exitCode that of a process which this signal has ended
         */
        void arrived(String name, int exitCode);
    }

    /** Handles TERM and INT from now on; says so where that cannot be. */
    public static void handle(Handler handler) {
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                handle(name, number -> handler.arrived("SIG" + name, BY_SIGNAL + number));
            } catch (ReflectiveOperationException | RuntimeException refused) {
                Throwable cause = refused.getCause() == null ? refused : refused.getCause();
                Messages.NO_SIGNAL.log("SIG" + name, cause.getMessage());
            }
        }
    }

    private static void handle(String name, IntConsumer arrived) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        int number = (int) signalType.getMethod("getNumber").invoke(signal);
        var run = MethodHandles.publicLookup()
                .findVirtual(IntConsumer.class, "accept", MethodType.methodType(void.class, int.class))
                .bindTo(arrived);
        Object handler = MethodHandleProxies.asInterfaceInstance(
                handlerType, MethodHandles.dropArguments(MethodHandles.insertArguments(run, 0, number), 0, signalType));
        signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
    }
}
