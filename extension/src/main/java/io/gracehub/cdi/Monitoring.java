// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.cdi;

import io.gracehub.application.Application;
import io.gracehub.health.ReadinessBean;
import io.gracehub.metrics.Metrics;
import io.gracehub.tracing.Spans;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the server has of MicroProfile is told of the shutdown; where it has none, nothing is. */
final class Monitoring {

    private Monitoring() {}

    static void addReadiness(AfterBeanDiscovery event, Supplier<Application> application) {
        if (hasHealth()) {
            ReadinessBean.addTo(event, application);
        }
    }

    static boolean hasHealth() {
        return type("org.eclipse.microprofile.health.HealthCheck") != null;
    }

    /** Called when the server's own beans are there. */
    static void follow(Application application, Beans beans) {
        whereThereIs("org.eclipse.microprofile.metrics.MetricRegistry", beans, () -> measure(application, beans));
        whereThereIs("io.opentelemetry.api.OpenTelemetry", beans, () -> trace(application, beans));
    }

    private static void whereThereIs(String bean, Beans beans, Runnable following) {
        try {
            if (hasBean(beans.manager(), bean)) {
                following.run();
            }
        } catch (RuntimeException | LinkageError unusable) {
            Messages.NO_MONITORING.log(unusable);
        }
    }

    private static void measure(Application application, Beans beans) {
        Metrics metrics = beans.create(Metrics.class).object();
        metrics.register(
                application.serverName(), () -> application.shutdown().status().stage(), application.served());
        application.follow(metrics);
    }

    private static void trace(Application application, Beans beans) {
        Spans spans = beans.create(Spans.class).object();
        spans.describe(application.serverName(), application.operator().modes());
        application.follow(spans);
    }

    private static boolean hasBean(BeanManager manager, String name) {
        Class<?> type = type(name);
        return type != null && manager.createInstance().select(type).isResolvable();
    }

    private static @Nullable Class<?> type(String name) {
        try {
            return Class.forName(name, false, Monitoring.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError absent) {
            return null;
        }
    }
}
