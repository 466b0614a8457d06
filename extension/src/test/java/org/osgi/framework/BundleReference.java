// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package org.osgi.framework;

/** As OSGi's: implemented by the class loaders of bundles. */
public interface BundleReference {

    Bundle getBundle();
}
