// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

/**
 * The move of one connection from a server to another.
 *
 * @param from the name of the server that the connection leaves ({@code gracehub.server.name})
 * @param to the name of the server that it arrives at
 * @param lost true if the old server crashed, so that messages may be missing; the state is the last that is known
 */
public record Migration(String from, String to, boolean lost) {

    public Migration {
        if (from.isBlank() || to.isBlank()) {
            throw new IllegalArgumentException(
                    "a server's name must not be blank: from '" + from + "' to '" + to + "'");
        }
    }
}
