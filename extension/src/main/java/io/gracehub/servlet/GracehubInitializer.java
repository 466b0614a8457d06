// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.servlet;

import io.gracehub.health.ServerHealth;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Registration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds the listener that starts the hubs, the filter, the operator endpoint, and a readiness probe where the server has
 * none. On every server the listener is called when both CDI and the WebSocket container are there; nothing else is.
 */
public final class GracehubInitializer implements ServletContainerInitializer {

    /** An attribute of the servlet contexts whose container has called this. */
    static final String CALLED = "io.gracehub.initializer";

    private static final String NAME = "gracehub";
    private static final String CDI = "jakarta.enterprise.inject.spi.CDI";

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        context.setAttribute(CALLED, true);
        boolean webSocket = has("jakarta.websocket.server.ServerContainer");
        if (!webSocket) {
            Messages.NO_WEBSOCKET.log();
        }
        if (!has(CDI)) {
            Messages.NO_CDI.log("there is no class " + CDI);
            return;
        }
        if (!webSocket) {
            throw new IllegalStateException(Messages.NO_WEBSOCKET.text());
        }
        RefusingFilter filter = new RefusingFilter();
        OperatorServlet operator = new OperatorServlet();
        ReadinessServlet readiness = new ReadinessServlet();
        addFilter(context, filter);
        addServlet(context, NAME, operator, OperatorServlet.DRAIN, OperatorServlet.RESUME, OperatorServlet.STATUS);
        if (!ServerHealth.isOfferedTo(context.getClassLoader())) {
            addServlet(context, NAME + "-ready", readiness, ReadinessServlet.PATH);
        }
        context.addListener(new GracehubListener(application -> {
            filter.use(application);
            operator.use(application);
            readiness.use(application);
        }));
    }

    private static void addFilter(ServletContext context, Filter filter) {
        FilterRegistration.Dynamic registration = context.addFilter(NAME, filter);
        requireFree(registration, NAME);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    private static void addServlet(ServletContext context, String name, Servlet servlet, String... paths) {
        ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
        requireFree(registration, name);
        registration.setAsyncSupported(true);
        registration.addMapping(paths);
    }

    /** The container gives no registration where one of that name is there already. */
    private static void requireFree(Registration.@Nullable Dynamic registration, String name) {
        if (registration == null) {
            Messages.TAKEN.log(name);
            throw new IllegalStateException(Messages.TAKEN.text(name));
        }
    }

    /** Looks before any class of the library is loaded that cannot do without: the container would tell that its own way. */
    private static boolean has(String name) {
        try {
            Class.forName(name, false, GracehubInitializer.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
