// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.cdi;

import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The event that a hook observes, as if the container had fired it for this hook. */
record ShutdownEvent(ObserverMethod<Shutdown> hook) implements EventContext<Shutdown>, EventMetadata {

    @Override
    public Shutdown getEvent() {
        return new Shutdown();
    }

    @Override
    public EventMetadata getMetadata() {
        return this;
    }

    @Override
    public Set<Annotation> getQualifiers() {
        Set<Annotation> qualifiers = new HashSet<>(hook.getObservedQualifiers());
        qualifiers.add(Any.Literal.INSTANCE);
        return qualifiers;
    }

    @Override
    @SuppressWarnings("NullAway") // the specification: null when no injection point fired the event
    public @Nullable InjectionPoint getInjectionPoint() {
        return null;
    }

    @Override
    public Type getType() {
        return Shutdown.class;
    }
}
