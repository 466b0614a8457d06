// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import jakarta.json.Json;
import java.util.Map;

/**
 * An answer of the admin port.
 *
 * @param status of HTTP
 * @param contentType with the character set
 * @param headers those that not every answer has
 */
public record Page(int status, String contentType, String body, Map<String, String> headers) {

    public Page {
        headers = Map.copyOf(headers);
    }

    public Page(int status, String contentType, String body) {
        this(status, contentType, body, Map.of());
    }

    static Page json(int status, String body) {
        return new Page(status, "application/json; charset=utf-8", body);
    }

    static Page error(int status, String why) {
        return json(status, Json.createObjectBuilder().add("error", why).build().toString());
    }

    static Page text(int status, String body) {
        return new Page(status, "text/plain; charset=utf-8", body);
    }

    /** The same with a header. */
    Page with(String header, String value) {
        return new Page(status, contentType, body, Map.of(header, value));
    }
}
