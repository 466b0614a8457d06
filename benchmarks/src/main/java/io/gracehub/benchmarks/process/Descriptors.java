// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many files and sockets a process may have open, which its children inherit. */
public final class Descriptors {

    /** Listening sockets, libraries, selectors and the like. */
    private static final int OTHERS = 400;

    private Descriptors() {}

    /** Returns how many connections a proxy may carry, each of which takes two. */
    public static int proxiedConnections() {
        return connections() / 2;
    }

    /** Returns how many connections a server, or the process of all clients, may have, each of which takes one. */
    public static int connections() {
        try {
            long limit = limit(Files.readAllLines(Path.of("/proc/self/limits")));
            return (int) Math.min(2_000_000, limit - OTHERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the hard limit, which a JVM makes its own, from {@code /proc/<pid>/limits}. */
    static long limit(List<String> limits) {
        return limits.stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s+", -1)[4])
                .map(hard -> hard.equals("unlimited") ? Integer.MAX_VALUE : Long.parseLong(hard))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no limit of open files in: " + limits));
    }
}
