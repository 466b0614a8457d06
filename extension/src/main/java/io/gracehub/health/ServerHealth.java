// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.health;

/** MicroProfile Health of the server. An API that the application itself brings is none: nobody asks its checks. */
public final class ServerHealth {

    private static final String API = "org.eclipse.microprofile.health.HealthCheck";

    private ServerHealth() {}

    /**
     * Whether a server offers it to an application.
     *
     * @param application the class loader of the application's own classes
     */
    public static boolean isOfferedTo(ClassLoader application) {
        try {
            ClassLoader of = Class.forName(API, false, application).getClassLoader();
            return of != application && of != ServerHealth.class.getClassLoader();
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
