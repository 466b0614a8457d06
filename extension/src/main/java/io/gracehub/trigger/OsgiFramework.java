// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
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

    /**
     * Calls back each time the framework is about to stop, before it stops anything; it waits for the return.
     *
     * @return the registration
     */
    Object beforeStop(Runnable stop) throws ReflectiveOperationException {
        Class<?> hookType = type("org.osgi.framework.hooks.bundle.EventHook");
        Class<?> eventType = type("org.osgi.framework.BundleEvent");
        Method kind = eventType.getMethod("getType");
        Method bundle = eventType.getMethod("getBundle");
        Method id = bundleType.getMethod("getBundleId");
        Object hook = ServersType.implement(hookType, (method, args) -> {
            // every event of every bundle comes here, so the cheap question first
            StopEvent.runIf(
                    () -> Integer.valueOf(STOPPING).equals(kind.invoke(args[0]))
                            && Long.valueOf(SYSTEM_BUNDLE).equals(id.invoke(bundle.invoke(args[0]))),
                    stop);
            return null;
        });
        return contextType
                .getMethod("registerService", String.class, Object.class, Dictionary.class)
                .invoke(systemContext, hookType.getName(), hook, null);
    }

    /** Takes back what {@link #beforeStop} registered; the framework may have done so itself. */
    void unregister(Object registration) throws ReflectiveOperationException {
        Class<?> registrationType = type("org.osgi.framework.ServiceRegistration");
        try {
            registrationType.getMethod("unregister").invoke(registration);
        } catch (InvocationTargetException refusal) {
            if (!(refusal.getCause() instanceof IllegalStateException)) {
                throw refusal;
            }
        }
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, true, bundleType.getClassLoader());
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
