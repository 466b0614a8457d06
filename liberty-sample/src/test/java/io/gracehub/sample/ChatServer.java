// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The sample's server as a process of its own, as its container image runs it. */
final class ChatServer implements AutoCloseable {

    private static final String STARTED = "CWWKF0011I";

    private final int port = freePort();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final Process process;

    private ChatServer() throws IOException {
        Path server = Path.of(System.getProperty("sample.liberty"), "bin", "server");
        ProcessBuilder builder = new ProcessBuilder(server.toString(), "run", "chat").redirectErrorStream(true);
        builder.environment().put("HTTP_PORT", Integer.toString(port));
        builder.environment().put("GRACEHUB_SHUTDOWN_OFFLINE_TIMEOUT", "500ms");
        process = builder.start();
        Thread reader = new Thread(this::read, "output of the server");
        reader.setDaemon(true);
        reader.start();
    }

    static ChatServer start() throws Exception {
        ChatServer server = new ChatServer();
        if (!server.started.await(120, TimeUnit.SECONDS) || !server.process.isAlive()) {
            server.close();
            throw new AssertionError("the server did not start:\n" + server.output());
        }
        return server;
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM. Process.destroy() would close the output too. */
    void terminate() {
        process.toHandle().destroy();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the server did not stop:\n" + output());
        }
        return process.exitValue();
    }

    String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.contains(STARTED)) {
                    started.countDown();
                }
            }
        } catch (IOException ended) {
            lines.add(ended.toString());
        } finally {
            started.countDown();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
