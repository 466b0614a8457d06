// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The server's own stop, by its command or its management, where the product tells of it in time. */
final class ServerStopTrigger implements Trigger {

    private final @Nullable ClassLoader serverLoader;
    private final List<StopEvent> events;
    private StopEvent.@Nullable Registration registration;

    /**
     * Makes one that is not installed yet.
     *
     * @param serverLoader the class loader of a class of the server
     * @param events what products tell
     */
    ServerStopTrigger(@Nullable ClassLoader serverLoader, List<StopEvent> events) {
        this.serverLoader = serverLoader;
        this.events = List.copyOf(events);
    }

    @Override
    public String name() {
        return "server stop";
    }

    @Override
    public boolean signal() {
        return false;
    }

    @Override
    public synchronized Optional<String> install(StopSequence sequence) {
        if (serverLoader == null) {
            return none();
        }
        Optional<String> refused = Optional.empty();
        for (StopEvent event : events) {
            try {
                registration = event.register(serverLoader, () -> stop(sequence));
                if (registration != null) {
                    return Optional.empty();
                }
            } catch (ReflectiveOperationException | TimeoutException | RuntimeException | LinkageError refusal) {
                refused = Optional.of(why(Reason.root(refusal)));
            }
        }
        return refused.or(ServerStopTrigger::none);
    }

    private static String why(Throwable root) {
        if (root instanceof TimeoutException) {
            return Reason.of(root);
        }
        return (Reason.isMissing(root) ? "this version of the server is not known (" : "the server refuses it (")
                + root
                + ')';
    }

    private static Optional<String> none() {
        return Optional.of(
                "this server does not tell of it in time; where it stops its applications first, their stop starts the drain");
    }

    @Override
    public synchronized void uninstall() {
        StopEvent.Registration registered = registration;
        registration = null;
        if (registered == null) {
            return;
        }
        try {
            registered.end();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError refusal) {
            Messages.NOT_GIVEN_BACK.log(name(), Reason.of(refusal));
        }
    }

    /** Whatever goes wrong here must not reach the server's stop. */
    private void stop(StopSequence sequence) {
        try {
            sequence.serverStops(name());
        } catch (Exception | Error failure) {
            Messages.HOOK_FAILED.log(name(), Reason.of(failure));
        }
    }
}
