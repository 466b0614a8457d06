// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * SmallRye Config with its usual sources: system properties, the environment, {@code
 * META-INF/microprofile-config.properties} on the class path, the files of {@code smallrye.config.locations}; and
 * {@value #FILE} in the working directory.
 */
final class ProcessSource implements SettingsSource {

    static final String FILE = "gracehub-gateway.properties";

    /** Weaker than system properties (400) and the environment (300), stronger than what the class path has (100). */
    private static final int ORDINAL_OF_FILE = 200;

    private final SmallRyeConfig config;

    ProcessSource(SmallRyeConfig config) {
        this.config = config;
    }

    /**
     * Reads the sources of this process.
     *
     * @throws IOException if the file in the directory cannot be read
     * @throws RuntimeException if SmallRye Config cannot read one of the others
     */
    static ProcessSource of(Path directory) throws IOException {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .forClassLoader(ProcessSource.class.getClassLoader())
                .addDefaultSources()
                .addDefaultInterceptors()
                .addDiscoveredSources();
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            builder.withSources(new PropertiesConfigSource(file.toUri().toURL(), ORDINAL_OF_FILE));
        }
        return new ProcessSource(builder.build());
    }

    @Override
    public Optional<RawSetting> find(String name) {
        try {
            return setting(config.getConfigValue(name));
        } catch (NoSuchElementException unresolved) {
            return Optional.of(RawSetting.unresolved("", "configuration"));
        }
    }

    private static Optional<RawSetting> setting(ConfigValue found) {
        String source = found.getSourceName() == null ? "configuration" : found.getSourceName();
        if (found.getValue() != null) {
            return Optional.of(RawSetting.of(found.getValue(), source));
        }
        return Optional.ofNullable(found.getRawValue()).map(raw -> RawSetting.unresolved(raw, source));
    }

    @Override
    public Stream<String> names() {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false);
    }
}
