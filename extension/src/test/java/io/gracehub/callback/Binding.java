// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.codec.Codecs;
import io.gracehub.codec.HubCodecs;
import io.gracehub.codec.Instances;
import io.gracehub.message.Problems;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.websocket.Decoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A hub bound as at deployment, with one connection to it. */
final class Binding {

    static final Session SESSION = nameless(Session.class);
    static final EndpointConfig CONFIG = nameless(EndpointConfig.class);

    /** What the hub classes of the tests note down. */
    static final List<Object> GOT = new ArrayList<>();

    /** One for all tests; Weld ends it with the JVM. */
    private static final SeContainer CONTAINER = SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addBeanClasses(Binding.class)
            .initialize();

    final HubCallbacks callbacks;
    final Codecs codecs;
    final Call.Scope scope = new Call.Scope(SESSION, CONFIG);
    private final Class<?> hub;

    private Binding(Class<?> hub, HubCallbacks callbacks, Codecs codecs) {
        this.hub = hub;
        this.callbacks = callbacks;
        this.codecs = codecs;
    }

    static BeanManager beans() {
        return CONTAINER.getBeanManager();
    }

    static Binding of(Class<?> hub) {
        return of(hub, Set.of(), List.of());
    }

    static Binding of(Class<?> hub, Set<String> pathVariables, List<Class<? extends Decoder>> decoders) {
        GOT.clear();
        Problems problems = new Problems();
        HubCodecs types = HubCodecs.of(List.of(), decoders, problems, hub.getName());
        HubCallbacks callbacks = HubCallbacks.bind(beans().createAnnotatedType(hub), pathVariables, types, problems);
        assertThat(problems.found()).isEmpty();
        return new Binding(hub, callbacks, types.open(CONFIG, Binding::make));
    }

    static List<String> problems(Class<?> hub, Set<String> pathVariables, List<Class<? extends Decoder>> decoders) {
        Problems problems = new Problems();
        HubCodecs types = HubCodecs.of(List.of(), decoders, problems, hub.getName());
        HubCallbacks.bind(beans().createAnnotatedType(hub), pathVariables, types, problems);
        return problems.found();
    }

    Binding path(Map<String, String> values) throws Exception {
        scope.path(callbacks.convertPath(values));
        return this;
    }

    /** Brings a message through its conversion to the method. */
    @Nullable
    Object received(MessageCallback callback, Object raw, boolean last) throws Throwable {
        return callback.invoke(instance(), scope.message(callback.convert(raw, codecs), last));
    }

    Object instance() {
        return make(hub).object();
    }

    private static <T> Instances.Owned<T> make(Class<T> type) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return new Instances.Owned<>(constructor.newInstance(), () -> {});
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** An object that is only passed on: it has an identity, and nothing may call it. */
    private static <T> T nameless(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            return switch (method.getName()) {
                case "equals" -> proxy == args[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> type.getSimpleName();
                default -> throw new UnsupportedOperationException(method.toString());
            };
        }));
    }
}
