// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.proxy;

import io.gracehub.benchmarks.process.ChildProcess;
import io.gracehub.benchmarks.process.Descriptors;
import io.gracehub.benchmarks.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** HAProxy in HTTP mode, two threads, no log. */
public final class HaProxy {

    public static final String NAME = "haproxy";

    private static final String CONFIGURATION = """
            global
              nbthread 2
              maxconn %d
            %s
            defaults
              mode http
              timeout connect 5s
              timeout client 1h
              timeout server 1h
              timeout tunnel 1h
            frontend clients
              bind 127.0.0.1:%d backlog 4096
              default_backend servers
            backend servers
            %s
            """;

    private HaProxy() {}

    /** Starts it in front of a server, if it is installed. */
    public static Optional<Proxy> start(Path directory, int serverPort) {
        return start(directory, "", "  server echo 127.0.0.1:" + serverPort);
    }

    /**
     * Starts it with further lines in two sections of its configuration, if it is installed.
     *
     * @param global lines of the process
     * @param backend lines of the servers
     */
    static Optional<Proxy> start(Path directory, String global, String backend) {
        return Installed.program(NAME).map(program -> {
            int port = Ports.free();
            Path file = directory.resolve("haproxy.cfg");
            try {
                Files.createDirectories(directory);
                Files.writeString(
                        file, CONFIGURATION.formatted(Descriptors.proxiedConnections(), global, port, backend));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            List<String> command = List.of(program.toString(), "-db", "-f", file.toString());
            return new Proxy(NAME, port, ChildProcess.start(directory.resolve("haproxy.txt"), command));
        });
    }
}
