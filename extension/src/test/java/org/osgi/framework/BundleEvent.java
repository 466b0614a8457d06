// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package org.osgi.framework;

/** The part of OSGi's type that the library reaches by reflection. */
public final class BundleEvent {

    private final int type;
    private final Bundle bundle;

    public BundleEvent(int type, Bundle bundle) {
        this.type = type;
        this.bundle = bundle;
    }

    public int getType() {
        return type;
    }

    public Bundle getBundle() {
        return bundle;
    }
}
