// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** The server answered the opening handshake with something else than 101. */
public final class HandshakeRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient HttpHeaders headers;

    HandshakeRefused(URI uri, int status, HttpHeaders headers, Throwable cause) {
        super("handshake of " + uri + " was answered with " + status, cause);
        this.status = status;
        this.headers = headers;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns a header of the answer. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }
}
