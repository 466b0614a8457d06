// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

/** What a request for the endpoint of the links is answered. */
public enum Access {
    /** There is no such endpoint: 404. */
    ABSENT,
    /** The secret is missing or wrong: 401. */
    DENIED,
    /** It goes on to the endpoint. */
    GRANTED
}
