// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/** MicroProfile Config. The only class that names its types, because a server may not have them. */
final class MicroProfileSource implements SettingsSource {

    private final Config config;

    MicroProfileSource(Config config) {
        this.config = config;
    }

    static MicroProfileSource of(ClassLoader application) {
        return new MicroProfileSource(ConfigProvider.getConfig(application));
    }

    @Override
    public Optional<RawSetting> find(String name) {
        try {
            return setting(config.getConfigValue(name));
        } catch (NoSuchElementException unresolved) {
            // Some implementations say so in this way, others with a raw value that has no value.
            return Optional.of(RawSetting.unresolved("", description()));
        }
    }

    private Optional<RawSetting> setting(ConfigValue found) {
        String source = found.getSourceName() == null ? description() : found.getSourceName();
        if (found.getValue() != null) {
            return Optional.of(RawSetting.of(found.getValue(), source));
        }
        return Optional.ofNullable(found.getRawValue()).map(raw -> RawSetting.unresolved(raw, source));
    }

    @Override
    public Stream<String> names() {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false);
    }

    @Override
    public String description() {
        return "MicroProfile Config";
    }
}
