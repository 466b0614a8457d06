// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.EventHook;

/** An OSGi framework of two bundles, whose class loaders lead to it. */
final class FakeFramework {

    static final int STARTED = 0x2;
    static final int STOPPING = 0x100;

    private final Map<String, String> properties;
    private final List<EventHook> hooks = new ArrayList<>();
    private boolean stopped;

    FakeFramework(Map<String, String> properties) {
        this.properties = properties;
    }

    ClassLoader loader() {
        return new BundleLoader(bundle(42));
    }

    void send(int type, long bundle) {
        BundleEvent event = new BundleEvent(type, bundle(bundle));
        List.copyOf(hooks).forEach(hook -> hook.event(event, new ArrayList<>()));
    }

    List<EventHook> hooks() {
        return List.copyOf(hooks);
    }

    /** From now on services are gone and the framework refuses what one does with them. */
    void stop() {
        stopped = true;
        hooks.clear();
    }

    private void refuseWhenStopped() {
        if (stopped) {
            throw new IllegalStateException("The framework is stopped");
        }
    }

    private Bundle bundle(long id) {
        return new Bundle() {
            @Override
            public long getBundleId() {
                return id;
            }

            @Override
            public BundleContext getBundleContext() {
                return new Context(id);
            }
        };
    }

    private final class Context implements BundleContext {

        private final long owner;

        Context(long owner) {
            this.owner = owner;
        }

        @Override
        public Bundle getBundle(long id) {
            return bundle(id);
        }

        @Override
        public @Nullable String getProperty(String name) {
            return properties.get(name);
        }

        @Override
        public ServiceRegistration<?> registerService(
                String type, Object service, @Nullable Dictionary<String, ?> values) {
            refuseWhenStopped();
            if (owner != 0 || !type.equals(EventHook.class.getName())) {
                throw new IllegalArgumentException(type + " of bundle " + owner);
            }
            EventHook hook = (EventHook) service;
            hooks.add(hook);
            return () -> {
                refuseWhenStopped();
                hooks.remove(hook);
            };
        }
    }

    private static class NamedLoader extends ClassLoader implements BundleReference {

        private final Bundle bundle;

        NamedLoader(Bundle bundle) {
            super(FakeFramework.class.getClassLoader());
            this.bundle = bundle;
        }

        @Override
        public Bundle getBundle() {
            return bundle;
        }
    }

    /** As in real frameworks: the interface is on a superclass. */
    private static final class BundleLoader extends NamedLoader {

        BundleLoader(Bundle bundle) {
            super(bundle);
        }
    }
}
