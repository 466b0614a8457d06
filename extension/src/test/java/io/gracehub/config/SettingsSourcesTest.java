// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSourcesTest {

    @Test
    void find_applicationWithAFile_readsItThroughMicroProfileConfig(@TempDir Path application) throws IOException {
        Path file = application.resolve("META-INF/microprofile-config.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                gracehub.server.name=from-the-file
                gracehub.shutdown.timeout=30
                gracehub.hub."/chat/{room}".shutdown.mode=off
                """);
        try (URLClassLoader loader = loader(application)) {
            SettingsSource source = SettingsSources.find(loader);
            Reading reading = Reading.of(source, "/chat/{room}");

            assertThat(source.description()).isEqualTo("MicroProfile Config");
            assertThat(reading.settings().server().name()).isEqualTo("from-the-file");
            assertThat(reading.settings().hub("/chat/{room}").takesPart()).isFalse();
            assertThat(reading.problems())
                    .singleElement()
                    .asString()
                    .contains("META-INF/microprofile-config.properties");
        }
    }

    @Test
    void find_implementationThatRefuses_fallsBack() {
        ConfigProviderResolver before = ConfigProviderResolver.instance();
        ConfigProviderResolver.setInstance(new Refusing());
        try {
            assertThat(SettingsSources.find(getClass().getClassLoader())).isInstanceOf(SystemSource.class);
        } finally {
            ConfigProviderResolver.setInstance(before);
        }
    }

    @Test
    void find_serverWithoutTheApi_fallsBack() throws Exception {
        URL classes =
                SettingsSources.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader server = new WithoutMicroProfile(classes)) {
            Object source = server.loadClass(SettingsSources.class.getName())
                    .getMethod("find", ClassLoader.class)
                    .invoke(null, server);

            assertThat(source.getClass().getClassLoader()).isSameAs(server);
            assertThat(source.getClass().getName()).isEqualTo(SystemSource.class.getName());
        }
    }

    private static URLClassLoader loader(Path folder) throws IOException {
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, SettingsSourcesTest.class.getClassLoader());
    }

    /** Has the library's classes of its own, and no MicroProfile API for them. */
    private static final class WithoutMicroProfile extends URLClassLoader {

        WithoutMicroProfile(URL library) {
            super(new URL[] {library}, ClassLoader.getPlatformClassLoader());
        }
    }

    /** GlassFish, as long as the application does not use MicroProfile Config itself. */
    private static final class Refusing extends ConfigProviderResolver {

        @Override
        public Config getConfig() {
            throw new IllegalStateException("not for this application");
        }

        @Override
        public Config getConfig(ClassLoader loader) {
            return getConfig();
        }

        @Override
        public ConfigBuilder getBuilder() {
            throw new IllegalStateException("not for this application");
        }

        @Override
        public void registerConfig(Config config, ClassLoader classLoader) {}

        @Override
        public void releaseConfig(Config config) {}
    }
}
