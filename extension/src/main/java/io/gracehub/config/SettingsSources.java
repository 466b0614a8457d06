// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

/** Finds out where this application's properties come from. */
public final class SettingsSources {

    private SettingsSources() {}

    /**
     * Returns MicroProfile Config where the server has it and it works for this application, else the JVM's system
     * properties and environment variables.
     *
     * @param application the class loader of the application
     */
    public static SettingsSource find(ClassLoader application) {
        try {
            return MicroProfileSource.of(application);
        } catch (IllegalStateException | LinkageError notThere) {
            // No API, no implementation, or (GlassFish) one that serves only applications that use it themselves.
            return SystemSource.ofThisProcess();
        }
    }
}
