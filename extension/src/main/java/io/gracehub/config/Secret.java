// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A shared secret. It is compared, and never shown: neither a log nor a message can contain it by accident. */
public final class Secret {

    static final int SHORTEST = 16;

    private static final String SCHEME = "Bearer ";

    private final byte[] value;

    public Secret(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        this.value = value.getBytes(UTF_8);
    }

    /** Whether it may be found by trying: of random hexadecimal digits 16 are 64 bits. */
    boolean isShort() {
        return value.length < SHORTEST;
    }

    /** Compares in a time that does not depend on how much of the candidate is right. */
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(value, candidate.getBytes(UTF_8));
    }

    /** Whether a header {@code Authorization} carries it as a bearer token (RFC 6750, section 2.1). */
    public boolean isBorneBy(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && matches(authorization.substring(SCHEME.length()).strip());
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
