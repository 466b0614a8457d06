// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/**
 * How one server is started, the first time and again.
 *
 * @param command what starts the process
 * @param apps the names of the WARs that it starts with
 */
record LibertyLaunch(LibertyHome home, ProcessBuilder command, List<String> apps) {

    LibertyLaunch {
        apps = List.copyOf(apps);
    }

    /** Starts the process and waits until it and its WARs have started. */
    LibertyServer start() {
        LibertyServer server = begin();
        try {
            server.awaitReady();
            apps.forEach(app -> server.awaitStarted(0, app));
        } catch (Throwable failure) {
            server.close();
            throw failure;
        }
        return server;
    }

    private LibertyServer begin() {
        try {
            Files.deleteIfExists(home.messages()); // what an earlier process wrote
            return new LibertyServer(this, command.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
