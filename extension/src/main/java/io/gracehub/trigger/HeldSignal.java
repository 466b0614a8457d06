// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VolatileCallSite;
import java.util.concurrent.CompletableFuture;

/**
 * Our handler of one signal. The JVM runs each arrival on a new thread, so it may wait there for the drains; then it
 * hands over to the handler that was there before, which ends the process with the exit code that it always had.
 *
 * <p>Somebody may put a handler over ours, and still call ours from it when this application is gone. So ours is made of
 * classes of the JDK around a call site: in the end that is turned to the former handler, and leads here no more. And
 * whatever is thrown here, were it because the server has closed the application's class loader, the former handler is
 * called: a process that does not end on SIGTERM any more would be the worst that this class can do.
 */
final class HeldSignal {

    private static final MethodType PLAIN = MethodType.methodType(void.class);

    private final String name;
    private final ProcessSignal signal;
    private final StopSequence sequence;
    private final VolatileCallSite site = new VolatileCallSite(MethodHandles.empty(PLAIN));
    private final Object ours;
    private final CompletableFuture<Object> former = new CompletableFuture<>();

    HeldSignal(String name, ProcessSignal signal, StopSequence sequence) throws ReflectiveOperationException {
        this.name = name;
        this.signal = signal;
        this.sequence = sequence;
        this.ours = signal.handler(site.dynamicInvoker());
        site.setTarget(ourArrived());
    }

    private MethodHandle ourArrived() throws ReflectiveOperationException {
        return MethodHandles.lookup().bind(this, "arrived", PLAIN);
    }

    /** Returns false, with nothing changed, if the process ignores the signal. */
    boolean hold() throws ReflectiveOperationException {
        Object before = signal.replace(ours);
        if (signal.isIgnored(before)) {
            signal.replace(before);
            return false;
        }
        former.complete(before);
        site.setTarget(MethodHandles.catchException(
                ourArrived(),
                Throwable.class,
                MethodHandles.dropArguments(signal.delivery(before), 0, Throwable.class)));
        return true;
    }

    void release() throws ReflectiveOperationException {
        Object before = former.join();
        try {
            Object current = signal.replace(before);
            if (current != ours) {
                signal.replace(current);
            }
        } finally {
            site.setTarget(signal.delivery(before));
        }
    }

    @SuppressWarnings("UnusedMethod") // through the call site
    private void arrived() {
        sequence.signalled(name, this::chain);
    }

    private void chain() {
        try {
            signal.deliver(former.join());
        } catch (ReflectiveOperationException | RuntimeException failure) {
            Messages.FORMER_FAILED.log(name, Reason.of(failure));
        }
    }
}
