// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Dictionary;
import org.jspecify.annotations.Nullable;

/**
 * The OSGi framework that a server is made of, by reflection, as applications do not see its types: from a class loader
 * that it made, which knows its bundle, to the system bundle.
 */
final class OsgiFramework {

    private static final int STOPPING = 0x100; // BundleEvent.STOPPING
    private static final long SYSTEM_BUNDLE = 0;

    private final Class<?> bundleType;
    private final Class<?> contextType;
    private final Object systemContext;

    private OsgiFramework(Class<?> bundleType, Class<?> contextType, Object systemContext) {
        this.bundleType = bundleType;
        this.contextType = contextType;
        this.systemContext = systemContext;
    }

    /** Returns the framework that made a class loader, or null if none did. */
    static @Nullable OsgiFramework of(@Nullable ClassLoader loader) throws ReflectiveOperationException {
        Class<?> reference = loader == null ? null : bundleReference(loader.getClass());
        if (reference == null) {
            return null;
        }
        Method getBundle = reference.getMethod("getBundle");
        Class<?> bundleType = getBundle.getReturnType();
        Method getContext = bundleType.getMethod("getBundleContext");
        Class<?> contextType = getContext.getReturnType();
        Object bundle = getBundle.invoke(loader);
        Object context = bundle == null ? null : getContext.invoke(bundle);
        if (context == null) {
            return null; // a bundle that is not active: no server's own
        }
        Object systemBundle = contextType.getMethod("getBundle", long.class).invoke(context, SYSTEM_BUNDLE);
        return new OsgiFramework(bundleType, contextType, getContext.invoke(systemBundle));
    }

    /** Returns a property of the framework, or null. */
    @Nullable
    Object property(String name) throws ReflectiveOperationException {
        return contextType.getMethod("getProperty", String.class).invoke(systemContext, name);
    }

    /** Calls back each time the framework is about to stop, before it stops anything; it waits for the return. */
    StopEvent.Registration beforeStop(Runnable stop) throws ReflectiveOperationException {
        Class<?> eventType = type("BundleEvent");
        Method getType = ServersType.method(int.class, eventType, "getType");
        Method getBundle = ServersType.method(bundleType, eventType, "getBundle");
        Method getBundleId = ServersType.method(long.class, bundleType, "getBundleId");
        Class<?> hookType = type("hooks.bundle.EventHook");
        Method told = hookType.getMethod("event", eventType, Collection.class);
        Method register = contextType.getMethod("registerService", String.class, Object.class, Dictionary.class);
        Method unregister = type("ServiceRegistration").getMethod("unregister");
        Object hook = ServersType.implement(hookType, told, null, event -> {
            // Every event of every bundle comes here, so the cheap question first.
            if (Integer.valueOf(STOPPING).equals(getType.invoke(event))
                    && Long.valueOf(SYSTEM_BUNDLE).equals(getBundleId.invoke(getBundle.invoke(event)))) {
                stop.run();
            }
        });
        Object registration = register.invoke(systemContext, hookType.getName(), hook, null);
        return () -> unregister(unregister, registration);
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("org.osgi.framework." + name, true, bundleType.getClassLoader());
    }

    /** The framework may have done so itself. */
    private static void unregister(Method unregister, Object registration) throws ReflectiveOperationException {
        try {
            unregister.invoke(registration);
        } catch (InvocationTargetException refusal) {
            if (!(refusal.getCause() instanceof IllegalStateException)) {
                throw refusal;
            }
        }
    }

    private static @Nullable Class<?> bundleReference(Class<?> loaderType) {
        for (Class<?> each = loaderType; each != null; each = each.getSuperclass()) {
            for (Class<?> implemented : each.getInterfaces()) {
                if (implemented.getName().equals("org.osgi.framework.BundleReference")) {
                    return implemented;
                }
            }
        }
        return null;
    }
}
