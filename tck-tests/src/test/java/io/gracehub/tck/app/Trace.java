// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lines that a WAR writes for the tests; a file of its own, as a stopping server no longer writes its log. */
public final class Trace {

    private static final Path FILE = Path.of(System.getProperty("tck.trace", "target/trace.txt"));

    private Trace() {}

    public static synchronized void write(String text) {
        try {
            Files.writeString(
                    FILE, System.nanoTime() + " " + text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
