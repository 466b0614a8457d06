// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.reflect.Method;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stop of WildFly, by its management and by signals. It suspends itself before it stops, which closes every
 * WebSocket at once; those that take part in suspending are told before, and it waits for each one's return without a
 * bound. A suspension after which the server lives on is not a stop.
 */
final class WildFlyStopEvent implements StopEvent {

    private static final String SERVER = "org.jboss.as.server";
    private static final String SUSPENDING = "org.wildfly.server.suspend-controller";

    @Override
    public @Nullable Registration register(ClassLoader serverLoader, Runnable stop)
            throws ReflectiveOperationException {
        if (!serverLoader.getClass().getName().equals("org.jboss.modules.ModuleClassLoader")) {
            return null;
        }
        Modules modules = new Modules(serverLoader.getClass().getClassLoader());
        Object registry = modules.service(SUSPENDING);
        Class<?> activityType = modules.type(SERVER, SERVER + ".suspend.SuspendableActivity");
        Class<?> registryType = modules.type(SERVER, SERVER + ".suspend.SuspendableActivityRegistry");
        Method isStopping =
                modules.type(SERVER, SERVER + ".suspend.ServerSuspendContext").getMethod("isStopping");
        Method register = registryType.getMethod("registerActivity", activityType);
        Method unregister = registryType.getMethod("unregisterActivity", activityType);
        Object activity = activity(activityType, isStopping, stop);
        register.invoke(registry, activity);
        return () -> unregister.invoke(registry, activity);
    }

    private static Object activity(Class<?> type, Method isStopping, Runnable stop) {
        return ServersType.implement(type, (method, args) -> {
            StopEvent.runIf(() -> method.equals("prepare") && (boolean) isStopping.invoke(args[0]), stop);
            return CompletableFuture.completedFuture(null);
        });
    }

    /** The modules that the server is made of, and the services that they offer. */
    private static final class Modules {

        private static final long BOUND_SECONDS = 5;

        private final Method load;

        Modules(ClassLoader modules) throws ReflectiveOperationException {
            load = Class.forName("org.jboss.modules.Module", true, modules)
                    .getMethod("loadClassFromBootModuleLoader", String.class, String.class);
        }

        Class<?> type(String module, String name) throws ReflectiveOperationException {
            return (Class<?>) load.invoke(null, module, name);
        }

        private Class<?> msc(String name) throws ReflectiveOperationException {
            return type("org.jboss.msc", "org.jboss.msc." + name);
        }

        /** Gets what a service offers as services get it: one that requires it is started, and removed again. */
        Object service(String name) throws ReflectiveOperationException {
            Object container = type(SERVER, SERVER + ".CurrentServiceContainer")
                    .getMethod("getServiceContainer")
                    .invoke(null);
            Object builder =
                    msc("service.ServiceTarget").getMethod("addService").invoke(container);
            Class<?> builderType = msc("service.ServiceBuilder");
            Class<?> nameType = msc("service.ServiceName");
            Object parsed = nameType.getMethod("parse", String.class).invoke(null, name);
            Supplier<?> offered =
                    (Supplier<?>) builderType.getMethod("requires", nameType).invoke(builder, parsed);
            CompletableFuture<Object> started = new CompletableFuture<>();
            builderType
                    .getMethod("setInstance", msc("Service"))
                    .invoke(builder, whenStarted(() -> started.complete(offered.get())));
            Object controller = builderType.getMethod("install").invoke(builder);
            try {
                return started.get(BOUND_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException late) {
                throw new NoSuchElementException(
                        "the service " + name + " was not there within " + BOUND_SECONDS + " s", late);
            } finally {
                remove(controller);
            }
        }

        private Object whenStarted(Runnable task) throws ReflectiveOperationException {
            return ServersType.implement(msc("Service"), (method, args) -> {
                if (method.equals("start")) {
                    task.run();
                }
                return null;
            });
        }

        private void remove(Object controller) throws ReflectiveOperationException {
            Class<?> modeType = msc("service.ServiceController$Mode");
            Object remove = modeType.getField("REMOVE").get(null);
            msc("service.ServiceController").getMethod("setMode", modeType).invoke(controller, remove);
        }
    }
}
