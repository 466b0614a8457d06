// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the admin port shows, by path. Called on the admin port's own thread, and may take its time. */
public final class Pages {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Map<String, Source> sources = new LinkedHashMap<>();

    /** Makes one page. */
    interface Source {

        Page page();
    }

    public Pages(Health health, Metrics metrics) {
        sources.put("/health/live", health::live);
        sources.put("/health/ready", health::ready);
        sources.put("/health", health::ready);
        sources.put("/metrics", metrics::page);
        Dashboard.addTo(sources);
    }

    /** Answers a request. */
    public Page answer(String method, String path) {
        Source source = sources.get(path);
        if (source == null) {
            return Page.text(404, "There is no such page; there are: " + String.join(", ", sources.keySet()) + "\n");
        }
        if (!READING.contains(method)) {
            return Page.text(405, "This page can only be read: GET or HEAD\n");
        }
        return source.page();
    }
}
