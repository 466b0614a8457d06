// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What one product tells, while connections live, before it stops. These are internals of products, hence found by
 * reflection and tried one after the other.
 */
interface StopEvent {

    /** All that are known. */
    List<StopEvent> ALL =
            List.of(new LibertyStopEvent(), new WildFlyStopEvent(), new GlassFishStopEvent(), new TomcatStopEvent());

    /**
     * Has a task run each time the server is about to stop; the server waits for its return.
     *
     * @param serverLoader the class loader of a class of the server
     * @return the registration; null if the server is another product
     * @throws ReflectiveOperationException if the product is not what was expected; nothing is registered then
     * @throws TimeoutException if the server has not given within a bound what is needed; the message says so
     */
    @Nullable
    Registration register(ClassLoader serverLoader, Runnable stop)
            throws ReflectiveOperationException, TimeoutException;

    /** What is to be given back. */
    interface Registration {

        /** Gives it back; the server may have taken it back itself. */
        void end() throws ReflectiveOperationException;
    }
}
