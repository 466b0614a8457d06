// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JVM's system properties, then the environment: what is left without MicroProfile Config, in its order. */
final class SystemSource implements SettingsSource {

    private final Map<String, String> properties;
    private final Map<String, String> environment;

    SystemSource(Map<String, String> properties, Map<String, String> environment) {
        this.properties = Map.copyOf(properties);
        this.environment = Map.copyOf(environment);
    }

    static SystemSource ofThisProcess() {
        Properties system = System.getProperties();
        return new SystemSource(
                system.stringPropertyNames().stream()
                        .collect(Collectors.toMap(Function.identity(), name -> system.getProperty(name, ""))),
                System.getenv());
    }

    @Override
    public Optional<RawSetting> find(String name) {
        String property = properties.get(name);
        return property == null ? variable(name) : Optional.of(RawSetting.of(property, "JVM system property"));
    }

    private Optional<RawSetting> variable(String name) {
        return EnvironmentName.candidates(name)
                .filter(environment::containsKey)
                .findFirst()
                .map(found -> RawSetting.of(environment.getOrDefault(found, ""), "environment variable " + found));
    }

    @Override
    public Stream<String> names() {
        return Stream.concat(properties.keySet().stream(), environment.keySet().stream());
    }

    @Override
    public String description() {
        return "JVM system properties and environment variables (there is no MicroProfile Config that works here)";
    }
}
