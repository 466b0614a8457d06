// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The stop of Tomcat, by its shutdown port and by signals. The listeners of its server are told before it pauses its
 * ports, and it waits for each without a bound. The server is found by its MBean, which an embedded Tomcat may not have.
 */
final class TomcatStopEvent implements StopEvent {

    private static final String PACKAGE = "org.apache.catalina.";

    private final MBeanServer beans;

    TomcatStopEvent() {
        this(ManagementFactory.getPlatformMBeanServer());
    }

    /**
     * @param beans has the server's own
     */
    TomcatStopEvent(MBeanServer beans) {
        this.beans = beans;
    }

    @Override
    public @Nullable Registration register(ClassLoader serverLoader, Runnable stop)
            throws ReflectiveOperationException {
        Class<?> serverType;
        try {
            serverType = Class.forName(PACKAGE + "Server", true, serverLoader);
        } catch (ClassNotFoundException anotherProduct) {
            return null;
        }
        List<Object> servers = servers(serverType);
        if (servers.size() != 1) {
            return null; // whose application this is, nobody says
        }
        Object server = servers.get(0);
        Class<?> listenerType = Class.forName(PACKAGE + "LifecycleListener", true, serverLoader);
        Class<?> eventType = Class.forName(PACKAGE + "LifecycleEvent", true, serverLoader);
        Object stopping = serverType.getField("BEFORE_STOP_EVENT").get(null);
        Method typeOf = eventType.getMethod("getType");
        Method told = listenerType.getMethod("lifecycleEvent", eventType);
        Method add = serverType.getMethod("addLifecycleListener", listenerType);
        Method remove = serverType.getMethod("removeLifecycleListener", listenerType);
        Object listener = ServersType.implement(listenerType, told, null, event -> {
            if (stopping.equals(typeOf.invoke(event))) {
                stop.run();
            }
        });
        add.invoke(server, listener);
        return () -> remove.invoke(server, listener);
    }

    private List<Object> servers(Class<?> type) {
        List<Object> found = new ArrayList<>();
        for (ObjectName name : named()) {
            try {
                Object server = beans.getAttribute(name, "managedResource");
                if (type.isInstance(server)) {
                    found.add(server);
                }
            } catch (JMException | RuntimeException notTomcats) {
                // an MBean of that name without such a server
            }
        }
        return found;
    }

    private Set<ObjectName> named() {
        try {
            return beans.queryNames(new ObjectName("*:type=Server"), null);
        } catch (JMException | RuntimeException refused) {
            return Set.of();
        }
    }
}
