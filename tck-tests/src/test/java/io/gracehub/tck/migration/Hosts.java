// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a name stands for, to a JVM that is started with {@code -Djdk.net.hosts.file}. */
final class Hosts {

    private final String name;
    private final Path file;

    Hosts(String name) {
        this.name = name;
        try {
            Path parent =
                    Files.createDirectories(Path.of(System.getProperty("gracehub.tck.servers", "target/servers")));
            file = Files.createTempDirectory(parent.toAbsolutePath(), "hosts").resolve("hosts");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set();
    }

    Path file() {
        return file;
    }

    /** Sets the addresses of the name; without any the name is not known. */
    void set(String... addresses) {
        String lines = Arrays.stream(addresses)
                .map(address -> address + " " + name + "\n")
                .collect(Collectors.joining("", "127.0.0.1 localhost\n", ""));
        Path next = file.resolveSibling("next");
        try {
            Files.writeString(next, lines);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
