// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package org.osgi.framework;

import java.util.Dictionary;
import org.jspecify.annotations.Nullable;

/** The part of OSGi's type that the library reaches by reflection. */
public interface BundleContext {

    Bundle getBundle(long id);

    @Nullable
    String getProperty(String name);

    ServiceRegistration<?> registerService(String type, Object service, @Nullable Dictionary<String, ?> properties);
}
