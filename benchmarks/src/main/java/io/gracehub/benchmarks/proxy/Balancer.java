// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.proxy;

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
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * HAProxy in front of several servers, two threads, no log. It looks once a second whether they are ready, and takes a new
 * connection that a server refuses to the next one at once.
 */
public final class Balancer implements Front {

    private static final String SERVERS = """
              option redispatch 1
              balance leastconn
              option httpchk GET /health/ready
              default-server check inter 1s fall 1 rise 1
            """;

    private final Proxy proxy;
    private final Path socket;

    private Balancer(Proxy proxy, Path socket) {
        this.proxy = proxy;
        this.socket = socket;
    }

    /** Starts it, if it is installed. */
    public static Optional<Balancer> start(Path directory, int... serverPorts) {
        Path socket = socketPath();
        String servers = IntStream.of(serverPorts)
                .mapToObj(server -> "  server " + name(server) + " 127.0.0.1:" + server)
                .collect(Collectors.joining("\n"));
        return HaProxy.start(directory, "  stats socket " + socket + " level admin", SERVERS + servers)
                .map(proxy -> new Balancer(proxy, socket));
    }

    /** Short: the path of a socket has 107 characters at most. */
    private static Path socketPath() {
        try {
            Path directory = Files.createTempDirectory("balancer");
            Path socket = directory.resolve("admin");
            directory.toFile().deleteOnExit();
            socket.toFile().deleteOnExit(); // before its directory
            return socket;
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
    }
}
