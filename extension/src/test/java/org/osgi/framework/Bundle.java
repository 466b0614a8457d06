// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package org.osgi.framework;

/** The part of OSGi's type that the library reaches by reflection. */
public interface Bundle {

    long getBundleId();

    BundleContext getBundleContext();
}
