// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stop of Open Liberty by {@code server stop}, with or without {@code --force}. Its OSGi framework tells its event
 * hooks before any port closes, and waits for them without a bound. That is an internal of the product, hence guarded.
 */
final class LibertyStopTrigger implements Trigger {

    private final @Nullable ClassLoader serverLoader;
    private @Nullable OsgiFramework framework;
    private @Nullable Object registration;

    /** @param serverLoader the class loader of a class of the server */
    LibertyStopTrigger(@Nullable ClassLoader serverLoader) {
        this.serverLoader = serverLoader;
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
        try {
            OsgiFramework found = OsgiFramework.of(serverLoader);
            // Other servers are made of OSGi bundles too, but close their ports before these stop.
            if (found == null || found.property("wlp.server.name") == null) {
                return Optional.of("only Open Liberty tells it in time");
            }
            registration = found.beforeStop(() -> stop(sequence));
            framework = found;
            return Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError refusal) {
            return Optional.of(Reason.of(refusal));
        }
    }

    @Override
    public synchronized void uninstall() {
        OsgiFramework from = framework;
        Object registered = registration;
        framework = null;
        registration = null;
        if (from == null || registered == null) {
            return;
        }
        try {
            from.unregister(registered);
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
