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
        if (context.getAttribute(GracehubInitializer.CALLED) != null || !isOwn(context)) {
            return;
        }
        List<String> hubs = manager.getExtension(GracehubExtension.class).application().served().stream()
                .map(ServedHub::path)
                .toList();
        if (!hubs.isEmpty()) {
            Messages.NOT_CALLED.log(String.join(", ", hubs));
        }
    }

    /** Whether this copy of the library is the context's: an EAR has several contexts, each perhaps with a copy of its own. */
    private static boolean isOwn(ServletContext context) {
        try {
            String name = InitializerCheck.class.getName();
            return Class.forName(name, false, context.getClassLoader()) == InitializerCheck.class;
        } catch (ClassNotFoundException | LinkageError another) {
            return false;
        }
    }
}
