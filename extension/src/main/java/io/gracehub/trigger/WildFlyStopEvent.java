// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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

    private static final Duration BOUND = Duration.ofSeconds(5);

    private final Duration bound;

    WildFlyStopEvent() {
        this(BOUND);
    }

    /**
     * @param bound how long to wait for the server to give its service
     */
    WildFlyStopEvent(Duration bound) {
        this.bound = bound;
    }

    @Override
    public @Nullable Registration register(ClassLoader serverLoader, Runnable stop)
            throws ReflectiveOperationException, TimeoutException {
        if (!serverLoader.getClass().getName().equals("org.jboss.modules.ModuleClassLoader")) {
            return null;
        }
        Modules modules = new Modules(serverLoader.getClass().getClassLoader());
        Class<?> activityType = modules.type(SERVER, SERVER + ".suspend.SuspendableActivity");
        Class<?> contextType = modules.type(SERVER, SERVER + ".suspend.ServerSuspendContext");
        Class<?> registryType = modules.type(SERVER, SERVER + ".suspend.SuspendableActivityRegistry");
        Method prepare = ServersType.method(CompletionStage.class, activityType, "prepare", contextType);
        Method isStopping = ServersType.method(boolean.class, contextType, "isStopping");
        Method register = registryType.getMethod("registerActivity", activityType);
        Method unregister = registryType.getMethod("unregisterActivity", activityType);
        Object done = CompletableFuture.completedFuture(null);
        Object activity = ServersType.implement(activityType, prepare, done, context -> {
            if ((boolean) isStopping.invoke(context)) {
                stop.run();
            }
        });
        Object registry = modules.service(SUSPENDING, bound);
        register.invoke(registry, activity);
        return () -> unregister.invoke(registry, activity);
    }

    /** The modules that the server is made of, and the services that they offer. */
    private static final class Modules {

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
        Object service(String name, Duration bound) throws ReflectiveOperationException, TimeoutException {
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
            builderType.getMethod("setInstance", msc("Service")).invoke(builder, whenStarted(started, offered));
            Class<?> modeType = msc("service.ServiceController$Mode");
            Object remove = modeType.getField("REMOVE").get(null);
            Method setMode = msc("service.ServiceController").getMethod("setMode", modeType);
            Object controller = builderType.getMethod("install").invoke(builder);
            try {
                return started.orTimeout(bound.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            } catch (CompletionException failure) {
                if (failure.getCause() instanceof TimeoutException) {
                    throw new TimeoutException(
                            "the server has not given its " + name + " within " + bound.toMillis() + " ms");
                }
                throw failure;
            } finally {
                setMode.invoke(controller, remove);
            }
        }

        private Object whenStarted(CompletableFuture<Object> started, Supplier<?> offered)
                throws ReflectiveOperationException {
            Class<?> type = msc("Service");
            Method start = type.getMethod("start", msc("service.StartContext"));
            return ServersType.implement(type, start, null, context -> started.completeAsync(offered, Runnable::run));
        }
    }
}
