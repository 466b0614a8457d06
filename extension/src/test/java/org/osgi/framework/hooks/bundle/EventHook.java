// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package org.osgi.framework.hooks.bundle;

import java.util.Collection;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;

/** As OSGi's: the framework calls it before it does what the event says. */
public interface EventHook {

    void event(BundleEvent event, Collection<BundleContext> contexts);
}
