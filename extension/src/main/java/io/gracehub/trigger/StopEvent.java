// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one product tells, while connections live, before it stops. These are internals of products, hence found by
 * reflection and tried one after the other.
 */
interface StopEvent {

    /** All that are known. */
    List<StopEvent> ALL = List.of(new LibertyStopEvent(), new WildFlyStopEvent(), new GlassFishStopEvent());

    /**
     * Has a task run each time the server is about to stop; the server waits for its return. All that the callback needs
     * of the server is looked up before: where that is not there, nothing is registered.
     *
     * @param serverLoader the class loader of a class of the server
     * @return the registration; null if the server is another product
     * @throws ReflectiveOperationException if the product is not what was expected
     */
    @Nullable
    Registration register(ClassLoader serverLoader, Runnable stop) throws ReflectiveOperationException;

    /** What a callback asks the server. */
    interface Question {
        boolean yes() throws ReflectiveOperationException;
    }

    /** Runs a task if the answer is yes. Where there is none, that is logged, as nothing must reach the server's stop. */
    static void runIf(Question stopping, Runnable stop) {
        try {
            if (stopping.yes()) {
                stop.run();
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            Messages.HOOK_FAILED.log("server stop", Reason.of(failure));
        }
    }

    /** What is to be given back. */
    interface Registration {

        /** Gives it back; the server may have taken it back itself. */
        void end() throws ReflectiveOperationException;
    }
}
