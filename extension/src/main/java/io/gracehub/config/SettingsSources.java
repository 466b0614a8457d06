// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;

/** Finds out where this application's properties come from. */
public final class SettingsSources {

    private static final String FILE = "META-INF/microprofile-config.properties";

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
            tellWhatNobodyReads(application);
            return SystemSource.ofThisProcess();
        }
    }

    private static void tellWhatNobodyReads(ClassLoader application) {
        List<String> names = namesIn(application);
        if (!names.isEmpty()) {
            Messages.FILE_NOT_READ.log(FILE, String.join(", ", names));
        }
    }

    private static List<String> namesIn(ClassLoader application) {
        Properties properties = new Properties();
        try (InputStream file = application.getResourceAsStream(FILE)) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            return List.of(); // nobody reads it
        }
        return properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("gracehub."))
                .sorted()
                .toList();
    }
}
