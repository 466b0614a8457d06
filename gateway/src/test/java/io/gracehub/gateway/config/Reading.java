// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One reading of a source, and all that was said about it. */
record Reading(@Nullable GatewaySettings settings, List<String> problems, List<String> remarks) {

    static Reading of(SettingsSource source) {
        List<String> remarks = new ArrayList<>();
        try {
            GatewaySettings settings =
                    SettingsReader.read(source, (message, values) -> remarks.add(message.text(values)));
            return new Reading(settings, List.of(), remarks);
        } catch (BadSettingsException bad) {
            return new Reading(null, bad.problems(), remarks);
        }
    }

    GatewaySettings good() {
        if (settings == null) {
            throw new AssertionError(problems);
        }
        return settings;
    }
}
