// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import io.gracehub.gateway.config.Property.Need;
import java.util.Optional;

/** Reads values one by one. A bad value becomes a problem and counts as not set, so that all bad values are found. */
final class Values {

    private final SettingsSource source;
    private final Problems problems;

    Values(SettingsSource source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    <T> T get(Property<T> property) {
        return find(property).orElseGet(() -> fallback(property));
    }

    /** Returns the value of a required property; nothing, and a problem, where there is none. */
    <T> Optional<T> require(Property<T> property) {
        if (property.need() == Need.REQUIRED && raw(property).isEmpty()) {
            problems.add(Messages.NOT_SET, property.name(), property.format().accepted());
            return Optional.empty();
        }
        return find(property);
    }

    <T> Optional<T> find(Property<T> property) {
        return raw(property).flatMap(raw -> read(property, raw));
    }

    boolean isSet(Property<?> property) {
        return raw(property).isPresent();
    }

    private Optional<RawSetting> raw(Property<?> property) {
        return source.find(property.name())
                .filter(raw -> !raw.resolved() || !raw.value().isBlank());
    }

    private <T> Optional<T> read(Property<T> property, RawSetting raw) {
        if (!raw.resolved()) {
            return refuse(property, raw, "it refers to something that is not set");
        }
        try {
            return Optional.of(property.format().parse(raw.value().strip()));
        } catch (BadValueException bad) {
            return refuse(property, raw, bad.reason());
        }
    }

    private <T> Optional<T> refuse(Property<T> property, RawSetting raw, String reason) {
        Format<T> format = property.format();
        problems.add(
                Messages.BAD_VALUE,
                property.name(),
                format.shown(raw.value()),
                raw.source(),
                reason,
                format.accepted());
        return Optional.empty();
    }

    private static <T> T fallback(Property<T> property) {
        try {
            return property.format().parse(property.fallback());
        } catch (BadValueException bad) {
            throw new IllegalStateException("the default of " + property.name() + " is bad", bad);
        }
    }
}
