// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stop of GlassFish and Payara, by {@code asadmin stop-domain} and by signals. Their events announce it before any
 * port closes, and wait for each listener without a bound. Applications see the types of these servers.
 */
final class GlassFishStopEvent implements StopEvent {

    private static final String GLOBALS = "org.glassfish.internal.api.Globals";
    private static final String EVENTS = "org.glassfish.api.event.";

    private final @Nullable ClassLoader loader;

    GlassFishStopEvent() {
        this(GlassFishStopEvent.class.getClassLoader());
    }

    /**
     * @param loader sees the server's types, as applications do
     */
    GlassFishStopEvent(@Nullable ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public @Nullable Registration register(ClassLoader serverLoader, Runnable stop)
            throws ReflectiveOperationException {
        Class<?> globals;
        try {
            globals = Class.forName(GLOBALS, true, loader);
        } catch (ClassNotFoundException anotherProduct) {
            return null;
        }
        Class<?> eventsType = type("Events");
        Class<?> listenerType = type("EventListener");
        Class<?> eventType = type("EventListener$Event");
        Object announced = type("EventTypes").getField("PREPARE_SHUTDOWN").get(null);
        Method typeOf = eventType.getMethod("type");
        listenerType.getMethod("event", eventType);
        Method register = eventsType.getMethod("register", listenerType);
        Method unregister = eventsType.getMethod("unregister", listenerType);
        Object events = globals.getMethod("get", Class.class).invoke(null, eventsType);
        if (events == null) {
            throw new IllegalStateException("it has no " + eventsType.getName());
        }
        Consumer<Object> heard = event -> ServersType.guarded(() -> {
            if (announced.equals(typeOf.invoke(event))) {
                stop.run();
            }
        });
        AtomicReference<@Nullable Consumer<Object>> hearing = new AtomicReference<>(heard);
        Object listener = MethodHandleProxies.asInterfaceInstance(listenerType, passOn(hearing));
        register.invoke(events, listener);
        return () -> {
            hearing.set(null);
            unregister.invoke(events, listener);
        };
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(EVENTS + name, true, loader);
    }

    /**
     * Makes a listener of nothing but the JDK's classes: GlassFish before 7.1.0 keeps listeners that have been taken back (its map
     * compares a number that is never equal), and one of ours would keep the application.
     */
    private static MethodHandle passOn(AtomicReference<@Nullable Consumer<Object>> hearing)
            throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle accept =
                lookup.findVirtual(Consumer.class, "accept", MethodType.methodType(void.class, Object.class));
        MethodHandle present =
                lookup.findStatic(Objects.class, "nonNull", MethodType.methodType(boolean.class, Object.class));
        MethodHandle acceptIfPresent = MethodHandles.guardWithTest(
                present.asType(MethodType.methodType(boolean.class, Consumer.class)),
                accept,
                MethodHandles.empty(accept.type()));
        MethodHandle get = lookup.findVirtual(AtomicReference.class, "get", MethodType.methodType(Object.class))
                .bindTo(hearing)
                .asType(MethodType.methodType(Consumer.class));
        return MethodHandles.foldArguments(acceptIfPresent, get);
    }
}
