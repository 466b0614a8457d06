// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.callback;

import io.gracehub.cdi.GracehubExtension;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.websocket.DeploymentException;

/** An application of the library with some hubs, in this JVM. */
final class Deployed implements AutoCloseable {

    private final SeContainer beans;
    private final GracehubExtension extension;
    private final Container container = new Container();

    /** Deploys hubs, and what other beans the application has. */
    Deployed(Class<?>... beanClasses) {
        beans = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new GracehubExtension())
                .addBeanClasses(beanClasses)
                .initialize();
        extension = beans.getBeanManager().getExtension(GracehubExtension.class);
        try {
            extension.start(
                    beans.getBeanManager(),
                    new GracehubExtension.Place(container.asServerContainer(), "/", Deployed.class.getClassLoader()),
                    Runnable::run);
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }

    Container container() {
        return container;
    }

    @Override
    public void close() {
        container.closeAll();
        extension.stop();
        beans.close();
    }
}
