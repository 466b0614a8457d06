// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.health;

import io.gracehub.application.Application;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;

/** Makes the readiness check a bean. */
public final class ReadinessBean {

    private ReadinessBean() {}

    public static void addTo(AfterBeanDiscovery event, Supplier<Application> application) {
        event.<HealthCheck>addBean()
                .beanClass(ReadinessCheck.class)
                .id(ReadinessCheck.class.getName())
                .types(HealthCheck.class, Object.class)
                .qualifiers(Readiness.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(Dependent.class)
                .createWith(context -> new ReadinessCheck(application));
    }
}
