// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import org.jspecify.annotations.Nullable;

/**
 * The stop of Open Liberty by {@code server stop}, with or without {@code --force}. Its OSGi framework tells its event
 * hooks before any port closes, and waits for them without a bound.
 */
final class LibertyStopEvent implements StopEvent {

    @Override
    public @Nullable Registration register(ClassLoader serverLoader, Runnable stop)
            throws ReflectiveOperationException {
        OsgiFramework framework = OsgiFramework.of(serverLoader);
        // Other servers are made of OSGi bundles too, but close their ports before these stop.
        if (framework == null || framework.property("wlp.server.name") == null) {
            return null;
        }
        return framework.beforeStop(stop);
    }
}
