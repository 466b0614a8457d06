// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.servlet;

import io.gracehub.application.Application;
import io.gracehub.cdi.GracehubExtension;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts the hubs when the servlet context is up, and stops them before it goes: there the clients are still alive. */
final class GracehubListener implements ServletContextListener {

    private final Consumer<Application> users;
    private @Nullable GracehubExtension extension;

    /**
     * Makes it.
     *
     * @param users get the application when it has started
     */
    GracehubListener(Consumer<Application> users) {
        this.users = users;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        BeanManager manager;
        GracehubExtension found;
        try {
            manager = CDI.current().getBeanManager();
            found = manager.getExtension(GracehubExtension.class);
        } catch (IllegalArgumentException unknown) {
            Messages.NO_EXTENSION.log(unknown);
            return;
        } catch (IllegalStateException | LinkageError absent) {
            Messages.NO_CDI.log(absent);
            return;
        }
        start(found, manager, event.getServletContext());
        users.accept(found.application());
        extension = found;
    }

    private static void start(GracehubExtension found, BeanManager manager, ServletContext context) {
        if (!(context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container)) {
            throw new IllegalStateException(Messages.NO_WEBSOCKET.text());
        }
        try {
            String path = context.getContextPath();
            found.start(
                    manager,
                    new GracehubExtension.Place(container, path.isEmpty() ? "/" : path, context.getClassLoader()),
                    ContainerContext.capture());
        } catch (DeploymentException failure) {
            Messages.NOT_STARTED.log(failure.getMessage());
            throw new IllegalStateException(Messages.NOT_STARTED.text(failure.getMessage()), failure);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (extension != null) {
            extension.stop();
        }
    }
}
