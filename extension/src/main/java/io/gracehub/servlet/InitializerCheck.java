// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.servlet;

import io.gracehub.cdi.GracehubExtension;
import io.gracehub.shutdown.ServedHub;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.servlet.ServletContext;
import java.util.List;

/**
 * Says that hubs are not started where the servlet container has not called {@link GracehubInitializer}, which it does
 * before it tells of the servlet context. Some servers tell CDI of no servlet context: there nothing is said.
 */
public class InitializerCheck implements Extension {

    void check(@Observes @Initialized(ApplicationScoped.class) ServletContext context, BeanManager manager) {
        boolean own = context.getClassLoader() == InitializerCheck.class.getClassLoader(); // an EAR has several
        if (!own || context.getAttribute(GracehubInitializer.CALLED) != null) {
            return;
        }
        List<String> hubs = manager.getExtension(GracehubExtension.class).application().served().stream()
                .map(ServedHub::path)
                .toList();
        if (!hubs.isEmpty()) {
            Messages.NOT_CALLED.log(String.join(", ", hubs));
        }
    }
}
