// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A source of exactly the values that a test gives it. */
final class FixedSource implements SettingsSource {

    private final Map<String, RawSetting> values = new LinkedHashMap<>();

    FixedSource with(String name, String value) {
        values.put(name, RawSetting.of(value, "test.properties"));
        return this;
    }

    FixedSource withUnresolved(String name, String value) {
        values.put(name, RawSetting.unresolved(value, "test.properties"));
        return this;
    }

    @Override
    public Optional<RawSetting> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public Stream<String> names() {
        return values.keySet().stream();
    }
}
