// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** What WildFly has of modules, services and suspending; the texts that tests change stand once. */
final class FakeWildFly {

    private static final String SOURCES = """
            package org.jboss.modules;
            public class ModuleClassLoader extends ClassLoader {
                public static ClassLoader make() { return new ModuleClassLoader(); }
            }
            package org.jboss.modules;
            public class Module {
                public static Class<?> loadClassFromBootModuleLoader(String module, String name) throws Exception {
                    return Class.forName(name, true, Module.class.getClassLoader());
                }
            }
            package org.jboss.as.server;
            public class CurrentServiceContainer {
                public static org.jboss.msc.service.ServiceTarget getServiceContainer() {
                    return org.jboss.msc.service.ServiceBuilder::new;
                }
            }
            package org.jboss.msc;
            public interface Service {
                void start(org.jboss.msc.service.StartContext context);
                void stop(Object context);
            }
            package org.jboss.msc.service;
            public class StartContext {}
            package org.jboss.msc.service;
            public interface ServiceTarget {
                ServiceBuilder addService();
            }
            package org.jboss.msc.service;
            public class ServiceName {
                public String name;
                public static ServiceName parse(String name) {
                    ServiceName parsed = new ServiceName();
                    parsed.name = name;
                    return parsed;
                }
            }
            package org.jboss.msc.service;
            public class ServiceController {
                public enum Mode { ACTIVE, REMOVE }
                private static int installed;
                public ServiceController() { installed++; }
                public void setMode(Mode mode) { installed -= mode == Mode.REMOVE ? 1 : 0; }
                public static int installed() { return installed; }
            }
            package org.jboss.msc.service;
            import java.util.function.Supplier;
            public class ServiceBuilder {
                private String required;
                private org.jboss.msc.Service instance;
                public <V> Supplier<V> requires(ServiceName name) {
                    required = name.name;
                    return () -> (V) org.jboss.as.server.suspend.FakeRegistry.offered();
                }
                public ServiceBuilder setInstance(org.jboss.msc.Service service) {
                    instance = service;
                    return this;
                }
                public ServiceController install() {
                    if (required.equals("org.wildfly.server.suspend-controller")) {
                        new Thread(() -> instance.start(new StartContext())).start();
                    }
                    return new ServiceController();
                }
            }
            package org.jboss.as.server.suspend;
            public interface ServerSuspendContext {
                boolean isStopping();
            }
            package org.jboss.as.server.suspend;
            import java.util.concurrent.*;
            public interface SuspendableActivity {
                default CompletionStage<Void> prepare(ServerSuspendContext context) {
                    return CompletableFuture.completedFuture(null);
                }
                CompletionStage<Void> suspend(ServerSuspendContext context);
            }
            package org.jboss.as.server.suspend;
            public interface SuspendableActivityRegistry {
                void registerActivity(SuspendableActivity activity);
                void unregisterActivity(SuspendableActivity activity);
            }
            package org.jboss.as.server.suspend;
            import java.util.*;
            public class FakeRegistry implements SuspendableActivityRegistry {
                private static final Set<SuspendableActivity> ACTIVITIES = new HashSet<>();
                public static FakeRegistry offered() { return new FakeRegistry(); }
                public void registerActivity(SuspendableActivity activity) { ACTIVITIES.add(activity); }
                public void unregisterActivity(SuspendableActivity activity) { ACTIVITIES.remove(activity); }
                public static int activities() { return ACTIVITIES.size(); }
                public static void suspend(boolean stopping) {
                    ServerSuspendContext context = () -> stopping;
                    for (SuspendableActivity each : ACTIVITIES) {
                        each.prepare(context).toCompletableFuture().join();
                        each.suspend(context).toCompletableFuture().join();
                    }
                }
            }
            """;

    private final CompiledServer types;

    FakeWildFly(Path directory, UnaryOperator<String> version) {
        types = new CompiledServer(directory, SOURCES, version);
    }

    /** Returns the class loader of a module. */
    ClassLoader loader() throws ReflectiveOperationException {
        return (ClassLoader) types.call("org.jboss.modules.ModuleClassLoader", "make");
    }

    void suspend(boolean stopping) throws ReflectiveOperationException {
        types.call("org.jboss.as.server.suspend.FakeRegistry", "suspend", stopping);
    }

    /** Returns how many activities are registered. */
    int activities() throws ReflectiveOperationException {
        return (int) types.call("org.jboss.as.server.suspend.FakeRegistry", "activities");
    }

    /** Returns how many services have been installed and not removed. */
    int services() throws ReflectiveOperationException {
        return (int) types.call("org.jboss.msc.service.ServiceController", "installed");
    }
}
