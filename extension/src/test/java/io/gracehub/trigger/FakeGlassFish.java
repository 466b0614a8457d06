// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** What GlassFish has of services and events; the texts that tests change stand once. */
final class FakeGlassFish {

    private static final String SOURCES = """
            package org.glassfish.api.event;
            public class EventTypes {
                public static final EventTypes PREPARE_SHUTDOWN = new EventTypes();
                public static final EventTypes SERVER_READY = new EventTypes();
            }
            package org.glassfish.api.event;
            public interface EventListener {
                void event(Event event);
                class Event {
                    private final EventTypes type;
                    Event(EventTypes type) { this.type = type; }
                    public EventTypes type() { return type; }
                }
            }
            package org.glassfish.api.event;
            public interface Events {
                void register(EventListener listener);
                boolean unregister(EventListener listener);
            }
            package org.glassfish.api.event;
            import java.util.*;
            public class FakeEvents implements Events {
                private static final List<EventListener> LISTENERS = new ArrayList<>();
                public void register(EventListener listener) { LISTENERS.add(listener); }
                public boolean unregister(EventListener listener) { return LISTENERS.remove(listener); }
                public static int listeners() { return LISTENERS.size(); }
                public static void send(boolean shutdown) {
                    EventTypes type = shutdown ? EventTypes.PREPARE_SHUTDOWN : EventTypes.SERVER_READY;
                    List.copyOf(LISTENERS).forEach(listener -> listener.event(new EventListener.Event(type)));
                }
            }
            package org.glassfish.internal.api;
            public class Globals {
                public static <T> T get(Class<T> type) {
                    return type.cast(new org.glassfish.api.event.FakeEvents());
                }
            }
            """;

    private final CompiledServer types;

    FakeGlassFish(Path directory, UnaryOperator<String> version) {
        types = new CompiledServer(directory, SOURCES, version);
    }

    ClassLoader loader() {
        return types.loader();
    }

    void send(boolean shutdown) throws ReflectiveOperationException {
        types.call("org.glassfish.api.event.FakeEvents", "send", shutdown);
    }

    /** Returns how many listeners are registered. */
    int listeners() throws ReflectiveOperationException {
        return (int) types.call("org.glassfish.api.event.FakeEvents", "listeners");
    }
}
