// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.cdi;

import io.gracehub.websocket.HubInstances;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;

/**
 * The instances of a hub's bean. Callbacks go to the contextual instance itself: a client proxy has no way to a private
 * method, and costs a look-up more.
 */
final class HubBeanInstances<T> implements HubInstances {

    private final Bean<T> bean;
    private final Class<?> hubClass;
    private final Beans beans;

    HubBeanInstances(Bean<T> bean, Class<?> hubClass, Beans beans) {
        this.bean = bean;
        this.hubClass = hubClass;
        this.beans = beans;
    }

    /** A hub that cannot be made fails here: without an {@code @OnOpen} nobody else would ask for it. */
    @Override
    public Lease lease() {
        if (bean.getScope() == Dependent.class) {
            return new PerConnection();
        }
        Shared shared = new Shared();
        if (bean.getScope() != RequestScoped.class) { // that one is made for each callback anew
            shared.instance();
        }
        return shared;
    }

    /** A {@code @Dependent} hub: one instance for the whole connection. */
    private final class PerConnection implements Lease {

        private final CreationalContext<T> context = beans.manager().createCreationalContext(bean);
        private final Object instance = beans.manager().getReference(bean, hubClass, context);

        @Override
        public Object instance() {
            return instance;
        }

        @Override
        public void release() {
            context.release();
        }
    }

    /** A hub whose scope decides which instance serves the callback. */
    private final class Shared implements Lease {

        @Override
        public Object instance() {
            Context scope = beans.manager().getContext(bean.getScope());
            T existing = scope.get(bean);
            return existing != null ? existing : scope.get(bean, beans.manager().createCreationalContext(bean));
        }

        @Override
        public void release() {
            // the scope's own end destroys it
        }
    }
}
