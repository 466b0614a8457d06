// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

/**
 * An answer of the admin port.
 *
 * @param status of HTTP
 * @param contentType with the character set
 */
public record Page(int status, String contentType, String body) {

    static Page json(int status, String body) {
        return new Page(status, "application/json; charset=utf-8", body);
    }

    static Page text(int status, String body) {
        return new Page(status, "text/plain; charset=utf-8", body);
    }
}
