// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.cdi;

import io.gracehub.Hub;
import io.gracehub.OfHub;
import io.gracehub.message.Problems;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The hubs and hooks found so far while the application is deployed. */
final class Discovery {

    /**
     * A bean that is a hub.
     *
     * @param type its class with its annotations as extensions have left them
     */
    record HubBean(Bean<?> bean, AnnotatedType<?> type) {

        Class<?> hubClass() {
            return type.getJavaClass();
        }

        @SuppressWarnings("NullAway") // only annotated types get here
        Hub annotation() {
            return type.getAnnotation(Hub.class);
        }
    }

    /**
     * An observer that is a hook.
     *
     * @param name class and method
     * @param hub the class that it says is its hub
     */
    record FoundHook(String name, Class<?> hub, ObserverMethod<Shutdown> observer) {}

    private final Problems problems = new Problems();
    private final Set<Class<?>> seen = new LinkedHashSet<>();
    private final List<HubBean> hubs = new ArrayList<>();
    private final List<FoundHook> hooks = new ArrayList<>();

    /** Looks at a class before it becomes a bean, or does not. */
    void type(AnnotatedType<?> type) {
        if (!isHub(type)) {
            return;
        }
        Class<?> hub = type.getJavaClass();
        if (hub.getClassLoader() != Discovery.class.getClassLoader()) {
            problems.add(Messages.SHARED_LIBRARY, hub.getName());
        }
        if (type.isAnnotationPresent(ServerEndpoint.class)) {
            problems.add(Messages.TWO_ANNOTATIONS, hub.getName());
        }
        if (Modifier.isAbstract(hub.getModifiers())) {
            problems.add(Messages.NOT_A_CLASS, hub.getName(), hub.isInterface() ? "an interface" : "abstract");
        } else if (hub.isMemberClass() && !Modifier.isStatic(hub.getModifiers())) {
            problems.add(Messages.NOT_A_CLASS, hub.getName(), "an inner class");
        } else {
            seen.add(hub);
        }
    }

    void bean(Bean<?> bean, AnnotatedType<?> type) {
        if (isHub(type)) {
            hubs.add(new HubBean(bean, type));
        }
    }

    void sessionBean(AnnotatedType<?> type) {
        if (isHub(type)) {
            problems.add(Messages.SESSION_BEAN, type.getJavaClass().getName());
        }
    }

    /** Takes an observer that is a hook; returns whether it is. */
    boolean observer(ObserverMethod<Shutdown> observer, String method) {
        Optional<Class<?>> hub = observer.getObservedQualifiers().stream()
                .filter(OfHub.class::isInstance)
                .<Class<?>>map(qualifier -> ((OfHub) qualifier).value())
                .findFirst();
        Class<?> declaring = observer.getBeanClass();
        if (hub.isEmpty() && !declaring.isAnnotationPresent(Hub.class)) {
            return false;
        }
        hooks.add(new FoundHook(declaring.getName() + "." + method, hub.orElse(declaring), observer));
        return true;
    }

    private static boolean isHub(Annotated type) {
        return type.isAnnotationPresent(Hub.class);
    }

    /** Classes with @Hub of which no bean was made: perhaps on purpose, perhaps for want of a usable constructor. */
    Set<Class<?>> withoutBean() {
        Set<Class<?>> without = new LinkedHashSet<>(seen);
        hubs.forEach(hub -> without.remove(hub.hubClass()));
        return without;
    }

    List<HubBean> hubs() {
        return hubs;
    }

    List<FoundHook> hooks() {
        return hooks;
    }

    Problems problems() {
        return problems;
    }
}
