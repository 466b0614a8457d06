// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The page for a person: files of the gateway's jar, which show what {@code /status} tells. */
final class Dashboard {

    private static final List<String> MODULES = List.of("dashboard.js", "actions.js", "chart.js", "words.js");

    private Dashboard() {}

    /** Adds its files to the pages. */
    static void addTo(Map<String, Pages.Source> sources) {
        add(sources, "/", "dashboard.html", "text/html");
        add(sources, "/dashboard.css", "dashboard.css", "text/css");
        MODULES.forEach(file -> add(sources, "/" + file, file, "text/javascript"));
    }

    private static void add(Map<String, Pages.Source> sources, String path, String file, String type) {
        Page page = new Page(200, type + "; charset=utf-8", read(file));
        sources.put(path, () -> page);
    }

    private static String read(String file) {
        try (InputStream stream = Dashboard.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(stream, file).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
