// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import java.util.function.Consumer;

/** An encoder or decoder of a connection, until it is destroyed. It is its own lock. */
final class Slot<T> {

    private final T object;
    private final Runnable release;
    private boolean closed;

    Slot(T object, Runnable release) {
        this.object = object;
        this.release = release;
    }

    T object() {
        return object;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Does nothing the second time; failures of the user's code are logged, for the connection must end. */
    synchronized void close(String hub, Consumer<T> destroy) {
        if (!closed) {
            closed = true;
            attempt(hub, () -> destroy.accept(object));
            attempt(hub, release);
        }
    }

    private void attempt(String hub, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | LinkageError e) {
            Messages.DESTROY_FAILED.logWith(e, hub, object.getClass().getName());
        }
    }
}
