// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.proxy;

import io.gracehub.benchmarks.process.ChildProcess;
import io.gracehub.benchmarks.process.Descriptors;
import io.gracehub.benchmarks.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * HAProxy in front of several servers, two threads, no log. It looks once a second whether they are ready, and takes a new
 * connection that a server refuses to the next one at once.
 */
public final class Balancer implements Front {

    private static final String CONFIGURATION = """
            global
              nbthread 2
              maxconn %d
              stats socket %s level admin
            defaults
              mode http
              timeout connect 5s
              timeout client 1h
              timeout server 1h
              timeout tunnel 1h
              option redispatch 1
            frontend clients
              bind 127.0.0.1:%d backlog 4096
              default_backend servers
            backend servers
              balance leastconn
              option httpchk GET /health/ready
              default-server check inter 1s fall 1 rise 1
            %s
            """;

    private final Proxy proxy;
    private final Path socket;

    private Balancer(Proxy proxy, Path socket) {
        this.proxy = proxy;
        this.socket = socket;
    }

    /** Starts it, if it is installed. */
    public static Optional<Balancer> start(Path directory, int... serverPorts) {
        return Installed.program("haproxy").map(program -> {
            int port = Ports.free();
            Path file = directory.resolve("balancer.cfg");
            Path socket = socketPath();
            String servers = IntStream.of(serverPorts)
                    .mapToObj(server -> "  server " + name(server) + " 127.0.0.1:" + server)
                    .collect(Collectors.joining("\n"));
            try {
                Files.createDirectories(directory);
                Files.writeString(
                        file, CONFIGURATION.formatted(Descriptors.proxiedConnections() - 100, socket, port, servers));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            List<String> command = List.of(program.toString(), "-db", "-f", file.toString());
            ChildProcess process = ChildProcess.start(directory.resolve("balancer.txt"), command);
            return new Balancer(new Proxy(HaProxy.NAME, port, process), socket);
        });
    }

    /** Short: the path of a socket has 107 characters at most. */
    private static Path socketPath() {
        try {
            return Files.createTempDirectory("balancer").resolve("admin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(int serverPort) {
        return "s" + serverPort;
    }

    @Override
    public Proxy proxy() {
        return proxy;
    }

    /** Reads {@code show stat}, whose 18th column is the state. */
    @Override
    public boolean uses(int serverPort) {
        return ask("show stat")
                .lines()
                .map(line -> line.split(",", -1))
                .anyMatch(
                        cells -> cells.length > 17 && cells[1].equals(name(serverPort)) && cells[17].startsWith("UP"));
    }

    @Override
    public void drain(int serverPort) {
        ask("set server servers/" + name(serverPort) + " state drain");
    }

    @Override
    public void admit(int serverPort) {
        ask("set server servers/" + name(serverPort) + " state ready");
    }

    private String ask(String command) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("HAProxy does not answer on " + socket + ": " + command, e);
        }
    }

    @Override
    public void close() {
        proxy.close();
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(Path.of(String.valueOf(socket.getParent())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
