// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.cdi;

import io.gracehub.application.Application;
import io.gracehub.health.ReadinessBean;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.util.function.Supplier;

/** Adds the readiness check where the server has MicroProfile Health; elsewhere there is just none. */
final class Readiness {

    private Readiness() {}

    static void addTo(AfterBeanDiscovery event, Supplier<Application> application) {
        try {
            Class.forName("org.eclipse.microprofile.health.HealthCheck", false, Readiness.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError absent) {
            return;
        }
        ReadinessBean.addTo(event, application);
    }
}
