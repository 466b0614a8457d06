// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import io.gracehub.message.Problems;
import java.util.ArrayList;
import java.util.List;

/** One reading of a source, and all that was said about it. */
record Reading(Settings settings, List<String> problems, List<String> remarks) {

    static Reading of(SettingsSource source, String... hubPaths) {
        Problems problems = new Problems();
        List<String> remarks = new ArrayList<>();
        Settings settings = SettingsReader.read(
                source, List.of(hubPaths), problems, (message, values) -> remarks.add(message.text(values)));
        return new Reading(settings, problems.found(), remarks);
    }
}
