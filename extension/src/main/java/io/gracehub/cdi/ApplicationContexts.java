// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.cdi;

import io.gracehub.websocket.Contexts;
import jakarta.enterprise.context.control.RequestContextController;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The application's class loader and, where the application has a use for it, an active request context: neither is there on every thread of every server that
 * calls back. A controller serves one activation at a time, so they are pooled.
 */
final class ApplicationContexts implements Contexts {

    private final Beans beans;
    private final Queue<RequestContextController> idle = new ConcurrentLinkedQueue<>();

    ApplicationContexts(Beans beans) {
        this.beans = beans;
    }

    @Override
    public void run(Runnable callback) {
        Thread thread = Thread.currentThread();
        ClassLoader loader = beans.contextClassLoader();
        ClassLoader before = thread.getContextClassLoader();
        if (before == loader) {
            inRequest(callback);
            return;
        }
        thread.setContextClassLoader(loader);
        try {
            inRequest(callback);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void inRequest(Runnable callback) {
        if (!beans.requests()) {
            callback.run();
            return;
        }
        RequestContextController free = idle.poll();
        RequestContextController controller = free == null ? beans.requestContextController() : free;
        boolean activated = controller.activate();
        try {
            callback.run();
        } finally {
            if (activated) {
                controller.deactivate();
            }
            idle.add(controller);
        }
    }
}
