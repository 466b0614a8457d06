// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import io.gracehub.ConnectionState;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of one connection, kept as the JSON that travels. */
final class StateValues implements ConnectionState {

    private final String connection;
    private final Json json;
    private final Map<String, String> values = new LinkedHashMap<>();
    private int bytes;
    private volatile Runnable listener = () -> {};

    /** Makes the state of a connection with what it brings; that has been measured where it was put. */
    StateValues(String connection, Json json, Map<String, String> brought) {
        this.connection = connection;
        this.json = json;
        values.putAll(brought);
        bytes = brought.entrySet().stream()
                .mapToInt(entry -> size(entry.getKey(), entry.getValue()))
                .sum();
    }

    /** The values' JSON. */
    Map<String, String> json() {
        synchronized (values) {
            return Map.copyOf(values);
        }
    }

    /** Sets what is told, outside all locks, when a value has changed. */
    void onChange(Runnable told) {
        listener = told;
    }

    @Override
    public void put(String key, Object value) {
        requirePresent(key, "A key");
        requirePresent(value, "The value of a key");
        if (key.isEmpty()) {
            throw new IllegalArgumentException(Messages.STATE_KEY_EMPTY.text());
        }
        String written = write(key, value);
        synchronized (values) {
            int after = bytes + size(key, written) - size(key, values.get(key));
            if (after > MAX_BYTES) {
                throw new IllegalStateException(Messages.STATE_TOO_LARGE.text(connection, after, key, MAX_BYTES));
            }
            values.put(key, written);
            bytes = after;
        }
        listener.run();
    }

    private void requirePresent(@Nullable Object argument, String what) {
        if (argument == null) {
            throw new IllegalArgumentException(Messages.STATE_NULL.text(what, connection));
        }
    }

    private String write(String key, Object value) {
        try {
            return json.write(value);
        } catch (IllegalStateException noJsonBinding) {
            throw noJsonBinding;
        } catch (RuntimeException failure) {
            throw new IllegalArgumentException(
                    Messages.STATE_NOT_JSON.text(
                            key, "written as", value.getClass().getName(), failure.getMessage()),
                    failure);
        }
    }

    @Override
    public <T> @Nullable T get(String key, Class<T> type) {
        String written;
        synchronized (values) {
            written = values.get(key);
        }
        if (written == null) {
            return null;
        }
        try {
            return json.read(written, type);
        } catch (RuntimeException failure) {
            throw new IllegalArgumentException(
                    Messages.STATE_NOT_JSON.text(key, "read from its", type.getName(), failure.getMessage()), failure);
        }
    }

    @Override
    public boolean remove(String key) {
        boolean removed;
        synchronized (values) {
            String former = values.remove(key);
            bytes -= size(key, former);
            removed = former != null;
        }
        if (removed) {
            listener.run();
        }
        return removed;
    }

    @Override
    public Set<String> keys() {
        synchronized (values) {
            return Set.copyOf(values.keySet());
        }
    }

    private static int size(String key, @Nullable String written) {
        return written == null ? 0 : utf8(key) + utf8(written);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
