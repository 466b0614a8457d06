// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import io.gracehub.gateway.config.Property.Need;

/** The table of all properties, for {@code --help}. */
public final class Help {

    private Help() {}

    /** Returns all properties with their defaults, accepted values and meanings, a block of lines each. */
    public static String properties() {
        StringBuilder text = new StringBuilder();
        for (Property<?> property : Property.ALL) {
            text.append("  ").append(property.name()).append(standard(property)).append(System.lineSeparator());
            text.append("      ").append(property.meaning()).append(System.lineSeparator());
            text.append("      accepted: ").append(property.format().accepted()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String standard(Property<?> property) {
        return property.need() == Need.REQUIRED ? " (required)" : " (default: " + property.fallback() + ")";
    }
}
