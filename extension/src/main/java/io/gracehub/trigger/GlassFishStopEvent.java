// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import org.jspecify.annotations.Nullable;

/**
 * The stop of GlassFish and Payara, by {@code asadmin stop-domain} and by signals. Their events announce it before any
 * port closes, and wait for each listener without a bound. Applications see the types of these servers.
 */
final class GlassFishStopEvent implements StopEvent {

    private static final String GLOBALS = "org.glassfish.internal.api.Globals";
    private static final String EVENTS = "org.glassfish.api.event.";

    @Override
    public @Nullable Registration register(ClassLoader serverLoader, Runnable stop)
            throws ReflectiveOperationException {
        ClassLoader loader = GlassFishStopEvent.class.getClassLoader();
        Class<?> globals;
        try {
            globals = Class.forName(GLOBALS, true, loader);
        } catch (ClassNotFoundException anotherProduct) {
            return null;
        }
        Class<?> eventsType = Class.forName(EVENTS + "Events", true, loader);
        Class<?> listenerType = Class.forName(EVENTS + "EventListener", true, loader);
        Object announced = Class.forName(EVENTS + "EventTypes", true, loader)
                .getField("PREPARE_SHUTDOWN")
                .get(null);
        Object events = globals.getMethod("get", Class.class).invoke(null, eventsType);
        Object listener = ServersType.implement(listenerType, (method, args) -> {
            if (typeOf(args[0]).equals(announced)) {
                stop.run();
            }
            return null;
        });
        eventsType.getMethod("register", listenerType).invoke(events, listener);
        return () -> eventsType.getMethod("unregister", listenerType).invoke(events, listener);
    }

    private static Object typeOf(Object event) throws ReflectiveOperationException {
        Class<?> type = Class.forName(
                EVENTS + "EventListener$Event", true, event.getClass().getClassLoader());
        return type.getMethod("type").invoke(event);
    }
}
