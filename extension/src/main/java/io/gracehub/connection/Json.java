// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

/** How the values of a {@link StateValues state} become text and come back. */
public interface Json {

    /** Returns the JSON of a value; throws a RuntimeException that says why it cannot. */
    String write(Object value);

    /** Returns a value read from its JSON; throws a RuntimeException that says why it cannot. */
    <T> T read(String json, Class<T> type);
}
