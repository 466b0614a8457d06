// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import javax.management.MBeanServer;

/** Refuses every registration, as one under a security policy may. */
final class RefusingMBeanServer {

    private RefusingMBeanServer() {}

    static MBeanServer around(MBeanServer server) {
        return (MBeanServer) Proxy.newProxyInstance(
                RefusingMBeanServer.class.getClassLoader(),
                new Class<?>[] {MBeanServer.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("registerMBean")) {
                        throw new SecurityException("MBeanTrustPermission");
                    }
                    try {
                        return method.invoke(server, args);
                    } catch (InvocationTargetException failure) {
                        throw failure.getTargetException();
                    }
                });
    }
}
