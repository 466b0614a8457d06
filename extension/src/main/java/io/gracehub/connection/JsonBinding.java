// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.spi.JsonbProvider;
import jakarta.json.spi.JsonProvider;
import org.jspecify.annotations.Nullable;

/** Jakarta JSON Binding, looked for when the first value is stored: a server without it loses only the state. */
public final class JsonBinding implements Json, AutoCloseable {

    private @Nullable Jsonb jsonb;

    @Override
    public String write(Object value) {
        return jsonb().toJson(value);
    }

    @Override
    public <T> T read(String json, Class<T> type) {
        return jsonb().fromJson(json, type);
    }

    /** Whether there is an implementation, and the Jakarta JSON Processing that it needs; makes neither. */
    public boolean isOffered() {
        try {
            JsonbProvider.provider();
            JsonProvider.provider();
            return true;
        } catch (LinkageError | RuntimeException missing) {
            return false;
        }
    }

    private synchronized Jsonb jsonb() {
        Jsonb found = jsonb;
        if (found == null) {
            try {
                found = JsonbBuilder.create();
            } catch (LinkageError | RuntimeException missing) {
                throw new IllegalStateException(Messages.JSONB_MISSING.text(), missing);
            }
            jsonb = found;
        }
        return found;
    }

    /** Lets go of what it caches of the application's classes. */
    @Override
    public synchronized void close() {
        if (jsonb != null) {
            try {
                jsonb.close();
            } catch (Exception notReleased) {
                Messages.JSONB_NOT_CLOSED.log(notReleased);
            }
            jsonb = null;
        }
    }
}
