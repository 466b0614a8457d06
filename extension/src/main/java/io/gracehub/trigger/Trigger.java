// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import jakarta.websocket.server.ServerContainer;
import java.util.List;
import java.util.Optional;

/** One mechanism that tells that this process is about to stop, and lets it wait for the drains. */
interface Trigger {

    /** All mechanisms; each one finds out by itself whether it works in this process. */
    static List<Trigger> all() {
        return List.of(
                new SignalTrigger("TERM"),
                new SignalTrigger("INT"),
                new ServerStopTrigger(ServerContainer.class.getClassLoader(), StopEvent.ALL));
    }

    /** Returns what people and drains are told, such as {@code SIGTERM}. */
    String name();

    /** Returns whether this is a signal: applications can decline those. */
    boolean signal();

    /** Starts to tell the sequence, or returns why it cannot. Never throws; called again only after an uninstall. */
    Optional<String> install(StopSequence sequence);

    /** Gives back all that the installation took, so that nothing of this application stays reachable. Never throws. */
    void uninstall();
}
