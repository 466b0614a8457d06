// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the admin port.
 *
 * @param target path and query, as they were sent
 * @param authorization the header of that name
 * @param host the header of that name
 */
public record Request(
        String method,
        String target,
        @Nullable String authorization,
        @Nullable String host) {

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /**
     * Returns the parameters of the query; of those that come twice, the last.
     *
     * @throws IllegalArgumentException if it is not well-formed
     */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        int query = target.indexOf('?');
        for (String pair : (query < 0 ? "" : target.substring(query + 1)).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                parameters.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    /** Never the token. */
    @Override
    public String toString() {
        return method + " " + target;
    }
}
