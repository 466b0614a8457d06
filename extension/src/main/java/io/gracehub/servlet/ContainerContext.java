// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.servlet;

import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * What the container has put on the application's threads beyond the class loader, for the library's own: without it a
 * shutdown hook could not look up {@code java:comp} or use a managed executor. Jakarta Concurrency hands it out; where
 * it is absent, hooks do without. Reached by name, because the library has no dependency on it.
 */
final class ContainerContext {

    private static final String SERVICE = "java:comp/DefaultContextService";

    private ContainerContext() {}

    /** Captures the context of this thread. The executor runs what it gets on the thread that calls it. */
    @SuppressWarnings("BanJNDI") // the name is a constant of the platform
    static Executor capture() {
        Executor plain = Runnable::run;
        try {
            Object service = new InitialContext().lookup(SERVICE);
            Class<?> type = Class.forName(
                    "jakarta.enterprise.concurrent.ContextService",
                    false,
                    Thread.currentThread().getContextClassLoader());
            return (Executor) type.getMethod("createContextualProxy", Object.class, Class.class)
                    .invoke(service, plain, Executor.class);
        } catch (NamingException | ReflectiveOperationException | LinkageError | RuntimeException absent) {
            Messages.NO_CONTEXT_SERVICE.log(absent.toString());
            return plain;
        }
    }
}
