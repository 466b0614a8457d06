// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import io.gracehub.jmx.PlainMBean;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What Tomcat has of a server and its lifecycle; the texts that tests change stand once. */
final class FakeTomcat {

    private static final String SOURCES = """
            package org.apache.catalina;
            public interface Lifecycle {
                String BEFORE_STOP_EVENT = "before_stop";
                void addLifecycleListener(LifecycleListener listener);
                void removeLifecycleListener(LifecycleListener listener);
            }
            package org.apache.catalina;
            public interface Server extends Lifecycle {}
            package org.apache.catalina;
            public interface LifecycleListener {
                void lifecycleEvent(LifecycleEvent event);
            }
            package org.apache.catalina;
            public final class LifecycleEvent {
                private final String type;
                LifecycleEvent(String type) { this.type = type; }
                public String getType() { return type; }
            }
            package org.apache.catalina;
            import java.util.*;
            public class FakeServer implements Server {
                private static final FakeServer ONLY = new FakeServer();
                private static final List<LifecycleListener> LISTENERS = new ArrayList<>();
                public void addLifecycleListener(LifecycleListener listener) { LISTENERS.add(listener); }
                public void removeLifecycleListener(LifecycleListener listener) { LISTENERS.remove(listener); }
                public static Object only() { return ONLY; }
                public static int listeners() { return LISTENERS.size(); }
                public static void send(String type) {
                    List.copyOf(LISTENERS).forEach(listener -> listener.lifecycleEvent(new LifecycleEvent(type)));
                }
            }
            """;

    private static final String SERVER = "org.apache.catalina.FakeServer";

    private final CompiledServer types;

    FakeTomcat(Path directory, UnaryOperator<String> version) {
        types = new CompiledServer(directory, SOURCES, version);
    }

    ClassLoader loader() {
        return types.loader();
    }

    /** Registers the MBean of its server. */
    void register(MBeanServer beans, String domain) throws JMException, ReflectiveOperationException {
        Object only = types.call(SERVER, "only");
        beans.registerMBean(
                new PlainMBean("Tomcat's", Map.of("managedResource", () -> only), Map.of()),
                new ObjectName(domain + ":type=Server"));
    }

    void send(String type) throws ReflectiveOperationException {
        types.call(SERVER, "send", type);
    }

    /** Returns how many listeners are registered. */
    int listeners() throws ReflectiveOperationException {
        return (int) types.call(SERVER, "listeners");
    }
}
