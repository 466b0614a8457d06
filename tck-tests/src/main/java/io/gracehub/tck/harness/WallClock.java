// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The wall clock of a process that is started with this environment, which can be set while the process runs; the
 * monotonic clock goes on as it is. The library is the file that the system property {@value #LIBRARY} names, or that of
 * Debian's {@code libfaketime}.
 */
public final class WallClock {

    /** The library that answers for the clock, where it is not in its usual place. */
    public static final String LIBRARY = "gracehub.tck.faketime";

    private static final List<Path> PLACES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib64/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/faketime/libfaketime.so.1"));

    private final Path library;
    private final Path told;

    /** Makes one that goes right. */
    public WallClock() {
        library = library();
        try {
            Path parent =
                    Files.createDirectories(Path.of(System.getProperty("gracehub.tck.servers", "target/servers")));
            told = Files.createTempDirectory(parent.toAbsolutePath(), "clock").resolve("offset.txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set(Duration.ZERO);
    }

    /** Returns the environment of the process. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("LD_PRELOAD", library.toString());
        environment.put("FAKETIME_TIMESTAMP_FILE", told.toString());
        environment.put("FAKETIME_NO_CACHE", "1");
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0"); // else the JVM's timed waits end at once
        environment.put("NO_FAKE_STAT", "1");
        return environment;
    }

    /** Sets the clock, as an offset to the true one. */
    public void set(Duration offset) {
        Path next = told.resolveSibling("next.txt");
        try {
            Files.writeString(next, (offset.isNegative() ? "" : "+") + offset.toSeconds() + "\n");
            Files.move(next, told, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path library() {
        String set = System.getProperty(LIBRARY, "");
        Stream<Path> candidates = set.isEmpty() ? PLACES.stream() : Stream.of(Path.of(set));
        return candidates
                .filter(Files::isRegularFile)
                .map(Path::toAbsolutePath)
                .findFirst()
                .orElseThrow(() -> new AssertionError("This test needs libfaketime and found "
                        + (set.isEmpty() ? "none of " + PLACES : "no file at " + LIBRARY + "=" + set)
                        + ". Install it (Debian: apt-get install libfaketime), or set -D" + LIBRARY + "."));
    }
}
