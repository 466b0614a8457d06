// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/** Another library's: its observer of the shutdown has no method. */
public class ForeignExtension implements Extension {

    void add(@Observes AfterBeanDiscovery event) {
        event.<Shutdown>addObserverMethod()
                .beanClass(ForeignExtension.class)
                .observedType(Shutdown.class)
                .notifyWith(context -> Trace.write("foreign shutdown"));
    }
}
