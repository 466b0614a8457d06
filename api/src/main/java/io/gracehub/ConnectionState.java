// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that an application keeps with one connection. They are stored as JSON (Jakarta JSON Binding), may take
 * {@value #MAX_BYTES} bytes in all, and travel with the connection when it migrates. Safe for use by several threads.
 */
public interface ConnectionState {

    /** The most that all keys and values of one connection may take: bytes of their JSON in UTF-8. */
    int MAX_BYTES = 64 * 1024;

    /**
     * Stores a value, in place of a former one. It is turned into JSON now: later changes to the object are not seen.
     *
     * @param key the key, not empty
     * @param value a value that Jakarta JSON Binding can write
     * @throws IllegalArgumentException if the key is empty or the value cannot be written as JSON
     * @throws IllegalStateException if the state would exceed {@link #MAX_BYTES}; it then stays as it was
     */
    void put(String key, Object value);

    /**
     * Returns a value, read from its JSON: each call makes a new object.
     *
     * @param <T> the value's type
     * @param key the key
     * @param type the class to read the value as
     * @return the value, or {@code null} if there is none, as in {@link java.util.Map#get}
     * @throws IllegalArgumentException if the value's JSON cannot be read as that class
     */
    <T> @Nullable T get(String key, Class<T> type);

    /**
     * Removes a value.
     *
     * @param key the key
     * @return whether there was a value
     */
    boolean remove(String key);

    /**
     * Returns the keys that have a value.
     *
     * @return an unmodifiable copy
     */
    Set<String> keys();
}
