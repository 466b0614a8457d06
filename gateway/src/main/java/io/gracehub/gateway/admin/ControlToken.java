// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What operators show; nobody is one where none is configured. */
public final class ControlToken {

    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] value;

    public ControlToken(Optional<String> value) {
        this.value = value.map(known -> known.getBytes(UTF_8)).orElse(null);
    }

    /** Whether one is configured. */
    public boolean exists() {
        return value != null;
    }

    /**
     * Whether a header {@code Authorization} carries it as a bearer token (RFC 6750, section 2.1). Takes a time that
     * does not depend on how much of it is right.
     */
    boolean isBorneBy(@Nullable String authorization) {
        return value != null
                && authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        value, authorization.substring(SCHEME.length()).strip().getBytes(UTF_8));
    }
}
